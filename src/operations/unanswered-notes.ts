import { unanswered } from '../ask/bind.ts';
import type { Decided } from './decided.ts';

/** That rules judge nothing until somebody answers what they ask, in one sentence; none where all are answered. */
export function unansweredNotes({ rules }: Pick<Decided, 'rules'>): readonly string[] {
  const open = rules.filter(({ rule, answers }) => unanswered(rule, answers).length > 0);
  const [first] = open;
  if (first === undefined) return [];
  const names = open.map(({ rule }) => `\`${rule.id}\``).join(', ');
  const wait = open.length === 1 ? 'waits for an answer and judges' : 'wait for answers and judge';
  return [
    `${names} ${wait} nothing: \`writ rules ${first.rule.id}\` tells what it asks, \`ruleOverrides\` of the configuration answers`,
  ];
}
