import { unanswered } from '../../ask/bind.ts';
import type { Rule } from '../../core/rule.ts';
import type { Decided } from './decided.ts';

/** That rules judge nothing until somebody answers what they ask, and how to; none where all are answered. */
export function unansweredNotes({ rules }: Pick<Decided, 'rules'>): readonly string[] {
  const open = rules
    .filter(({ rule, answers }) => unanswered(rule, answers).length > 0)
    .map(({ rule }) => rule);
  // A configuration knows the rules of the catalogue; rules of files have no code, and answer themselves.
  return [
    ...note(
      open.filter(({ code }) => code !== null),
      ({ id }) => `\`writ rules ${id}\` tells what it asks, \`ruleOverrides\` of the configuration answers`,
    ),
    ...note(
      open.filter(({ code }) => code === null),
      () => 'give each question a `default` in its file',
    ),
  ];
}

function note(open: readonly Rule[], advice: (first: Rule) => string): readonly string[] {
  const [first] = open;
  if (first === undefined) return [];
  const names = open.map(({ id }) => `\`${id}\``).join(', ');
  const wait = open.length === 1 ? 'waits for an answer and judges' : 'wait for answers and judge';
  return [`${names} ${wait} nothing: ${advice(first)}`];
}
