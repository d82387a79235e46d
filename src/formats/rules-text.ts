import type { Question, Rule } from '../core/rule.ts';
import { evidenceOf } from '../frameworks/index.ts';
import type { RulesResult } from '../operations/rules.ts';
import type { Style } from './style.ts';

/** The catalogue as a table, or rules in full. */
export function rulesText({ rules, inFull }: RulesResult, style: Style): string {
  return inFull ? rules.map((rule) => ruleInFull(rule, style)).join('\n') : table(rules, style);
}

function table(rules: readonly Rule[], style: Style): string {
  if (rules.length === 0)
    return 'No rule is all of that. Widen --category, --severity or --profile; `writ rules` lists every one.\n';
  const widest = Math.max(...rules.map(({ id }) => id.length), 0);
  const lines = rules.map(
    ({ id, code, severity, title }) =>
      `${style.dim((code ?? '').padEnd(6))} ${style.bold(id.padEnd(widest))}  ${severity.padEnd(8)}  ${title}`,
  );
  return `${lines.join('\n')}\n\n${rules.length} rule${rules.length === 1 ? '' : 's'}; one in full: writ rules ${rules[0]?.id}\n`;
}

function ruleInFull(rule: Rule, style: Style): string {
  const { id, code, title, why, severity, category, level, remedy } = rule;
  const facts = [severity, category, level === null ? '' : `Pod Security ${level}`]
    .filter(Boolean)
    .join(', ');
  return `${style.bold(`${code === null ? '' : `${code} `}${id}`)}  ${style.dim(facts)}
${title}

${style.bold('Why')}
  ${why}

${style.bold('Checks')}
${rule.check.map(({ expression, message }) => `  ${message}\n    ${style.dim(expression)}`).join('\n')}

${style.bold('What to do')}
  ${remedy.advice}
  ${remedy.edits.length === 0 ? 'A person has to decide.' : `Mechanical, at ${remedy.risk} risk.`}${remedy.caution === null ? '' : ` ${remedy.caution}`}
${section('Asks', Object.entries(rule.ask).map(asked), style)}${section('Does not look at', rule.limits, style)}${section('Covers', rule.covers, style)}${section('Evidence for', evidence(id), style)}
${style.bold('Sources')}
${rule.sources.map((source) => `  ${source.title}${source.section === null ? '' : `, ${source.section}`}  ${style.dim(source.url)}`).join('\n')}

${style.bold('Proven on')}
${rule.prove.pass.map(({ because }) => `  ${style.green('passes')}  ${because}`).join('\n')}
${rule.prove.fail.map(({ because }) => `  ${style.red('fails ')}  ${because}`).join('\n')}
`;
}

function asked([key, { type, prompt, default: known }]: readonly [string, Question]): string {
  const otherwise = known === undefined ? 'skipped until it is answered' : `else ${JSON.stringify(known)}`;
  return `${key} (${type}): ${prompt}  ${otherwise}`;
}

/** A line a framework, with the controls that the rule says something of. */
function evidence(id: string): readonly string[] {
  return evidenceOf(id).map(
    ({ framework, controls }) => `${framework.title}: ${controls.map((control) => control.id).join(', ')}`,
  );
}

function section(title: string, items: readonly string[], style: Style): string {
  return items.length === 0 ? '' : `\n${style.bold(title)}\n${items.map((item) => `  ${item}`).join('\n')}\n`;
}
