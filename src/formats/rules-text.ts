import type { Question, Rule } from '../core/rule.ts';
import { evidenceOf } from '../frameworks/index.ts';
import type { AboutRule, RulesResult } from '../operations/rules.ts';
import type { Stand } from '../operations/deciding/rules-from.ts';
import type { StandingHere } from '../operations/deciding/rules-here.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

const unknown: AboutRule = { elsewhere: [], profiles: [] };

/** The catalogue as a table, or rules in full. */
export function rulesText(result: RulesResult, style: Style): string {
  const { rules, inFull, from, about } = result;
  if (inFull) return rules.map((rule) => ruleInFull(rule, about[rule.id] ?? unknown, style)).join('\n');
  if (rules.length === 0 && from.length === 0)
    return 'No rule is all of that. Widen --category, --severity or --profile; `writ rules` lists every one.\n';
  const shown =
    from.length > 0 ? from.map((one) => standing(one, rules, style)).join('\n') : table(rules, style, about);
  return `${shown}${closing(rules)}${decidedBy(result)}`;
}

function table(rules: readonly Rule[], style: Style, about: RulesResult['about'] = {}): string {
  const widest = Math.max(...rules.map(({ id }) => id.length), 0);
  const line = ({ id, code, severity, title }: Rule): string => {
    const name = style.bold(printable(id).padEnd(widest));
    const note = noteHere(about[id]?.here, style);
    return `${style.dim((code ?? '').padEnd(6))} ${name}  ${severity.padEnd(8)}  ${printable(title)}${note}\n`;
  };
  return rules.map(line).join('');
}

/** What a configuration makes of a rule, where that is worth a word. */
function noteHere(here: StandingHere | undefined, style: Style): string {
  if (here === undefined) return '';
  const { enabled, source, owner, why, decided } = here;
  const words = [
    ...(source === 'configuration' ? [`owned by ${owner}`] : []),
    ...(decided && !enabled ? [why] : []),
  ];
  return words.length === 0 ? '' : `  ${style.dim(printable(`(${words.join('; ')})`))}`;
}

/** How many are at work here, and by whose decision. */
function decidedBy({ rules, about, configuration }: RulesResult): string {
  if (configuration === undefined) return '';
  const on = rules.filter(({ id }) => about[id]?.here?.enabled === true).length;
  return `${on} of them are on by ${printable(configuration)}\n`;
}

function closing(rules: readonly Rule[]): string {
  const [first] = rules;
  if (first === undefined) return '';
  return `\n${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}; one in full: writ rules ${first.id}\n`;
}

/** A check of another tool, and the rules that stand for it, as far as they are listed. */
function standing({ tool, check, rules: ids, why }: Stand, rules: readonly Rule[], style: Style): string {
  const name = style.bold(`${tool}:${check}`);
  if (why !== null) return `${name}\n  no rule stands for it: ${why}\n`;
  const listed = rules.filter(({ id }) => ids.includes(id));
  const left = ids.length - listed.length;
  const others = left === 0 ? '' : `  ${left} more, left out by --profile, --category or --severity\n`;
  return `${name}\n${table(listed, style).replaceAll(/^(?=.)/gm, '  ')}${others}`;
}

function ruleInFull(rule: Rule, { elsewhere, profiles, here }: AboutRule, style: Style): string {
  const { id, code, title, why, severity, category, level, remedy } = rule;
  const facts = [severity, category, level === null ? '' : `Pod Security ${level}`]
    .filter(Boolean)
    .join(', ');
  return `${style.bold(`${code === null ? '' : `${code} `}${id}`)}  ${style.dim(facts)}
${title}

${style.bold('Why')}
  ${why}

${style.bold('Checks')}
${rule.check.map((check) => checkText(rule, check, style)).join('\n')}

${style.bold('What to do')}
  ${remedy.advice}
  ${remedy.edits.length === 0 ? 'A person has to decide.' : `Mechanical, at ${remedy.risk} risk.`}${remedy.caution === null ? '' : ` ${remedy.caution}`}
${section('Here', hereOf(here), style)}${section('Asks', Object.entries(rule.ask).map(asked), style)}${section('Does not look at', rule.limits, style)}${section('Covers', rule.covers, style)}${section('Known elsewhere as', byTool(elsewhere), style)}${section('In the profiles', [profiles.join(', ')], style)}${section('Evidence for', evidence(id), style)}
${style.bold('Sources')}
${rule.sources.map((source) => `  ${source.title}${source.section === null ? '' : `, ${source.section}`}  ${style.dim(source.url)}`).join('\n')}

${style.bold('Proven on')}
${rule.prove.pass.map(({ because }) => `  ${style.green('passes')}  ${because}`).join('\n')}
${rule.prove.fail.map(({ because }) => `  ${style.red('fails ')}  ${because}`).join('\n')}
`;
}

/** How a rule stands under the configuration at work. */
function hereOf(here: StandingHere | undefined): readonly string[] {
  if (here === undefined) return [];
  const { enabled, why, enforcement, enforcedBy, blocks, owner, approved, approvedBy } = here;
  const repair =
    approved === null ? 'not approved beforehand' : `approved beforehand, up to ${approved} risk`;
  return [
    `${enabled ? 'on' : 'off'}: ${why}`,
    `${enforcement}, a violation ${blocks ? 'blocks' : 'warns'}: ${enforcedBy}`,
    `its repair is ${repair}${approvedBy === null ? '' : `: ${approvedBy}`}`,
    `owned by ${owner}`,
  ].map(printable);
}

/** What a scanner is asked has no expression that would say anything. */
function checkText({ judgedBy }: Rule, { expression, message }: Rule['check'][number], style: Style): string {
  return judgedBy === 'scan' ? `  ${message}` : `  ${message}\n    ${style.dim(expression)}`;
}

function asked([key, { type, prompt, default: known }]: readonly [string, Question]): string {
  const otherwise = known === undefined ? 'skipped until it is answered' : `else ${JSON.stringify(known)}`;
  return `${key} (${type}): ${prompt}  ${otherwise}`;
}

/** A line a tool, with what it calls the rule. */
function byTool(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => name.split(':') as [tool: string, check: string]);
  return Array.from(
    Map.groupBy(parts, ([tool]) => tool),
    ([tool, checks]) => `${tool}: ${checks.map(([, check]) => check).join(', ')}`,
  );
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
