import { stringify } from 'yaml';
import { bind, placeholderAnswers } from '../../src/ask/bind.ts';
import { tokens, type JsonPointer, type JsonValue } from '../../src/core/json.ts';
import type { Edit, Example, Question, Rule } from '../../src/core/rule.ts';
import { evidenceOf } from '../../src/frameworks/index.ts';
import { minors } from '../../src/operations/deciding/parse-version.ts';
import { equivalents } from '../../src/rules/equivalents.ts';
import { profileNames, profiles } from '../../src/rules/profiles.ts';
import { everyRule } from '../../src/operations/deciding/catalogue.ts';
import type { Generated } from './generated.ts';

/** `docs/rules/<id>.md`, one page a rule, and their index. */
export function rulePages(): readonly Generated[] {
  const rules = everyRule();
  return [index(rules), ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, content: page(rule) }))];
}

function index(rules: readonly Rule[]): Generated {
  const rows = rules.map(
    ({ id, code, title, severity, category }) =>
      `| ${code} | [${id}](${id}.md) | ${severity} | ${category} | ${title} |`,
  );
  const content = `# Rules\n\n| code | rule | severity | category | |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  return { path: 'docs/rules/README.md', content };
}

function page(rule: Rule): string {
  const { id, code, title, why, severity, category, level, remedy, sources, limits, covers } = rule;
  const facts = [`**${severity}**`, category, ...(level === null ? [] : [`Pod Security ${level}`])].join(
    ' · ',
  );
  return `# ${code} ${id}

${title}.

${facts}

## Why

${why}

${inProfiles(id)}

## What it checks

${rule.check.map(({ message, expression }) => (rule.judgedBy === 'scan' ? message : `${message}\n\n\`\`\`cel\n${expression}\n\`\`\``)).join('\n\n')}

${variables(rule)}${lookups(rule)}${list('What it asks', Object.entries(rule.ask).map(asked))}## What to do

${remedy.advice}

${remedy.edits.length === 0 ? 'No mechanical repair: a person has to decide.' : `Mechanical repair at **${remedy.risk}** risk: it ${remedy.edits.map(edited).join(', and ')}.`}${remedy.caution === null ? '' : ` ${remedy.caution}`}

${list('What it does not look at', limits)}${list('Known elsewhere as', elsewhere(rule))}${list(
    'Covers',
    covers.map((other) => `[${other}](${other}.md)`),
  )}${list('Evidence for', evidence(id))}## Passes

${rule.prove.pass.map(({ because }) => `- ${because}`).join('\n')}

The first of them:

${manifest(rule.prove.pass[0])}

## Fails

${rule.prove.fail.map(({ because }) => `- ${because}`).join('\n')}

The first of them:

${manifest(rule.prove.fail[0])}

## Sources

${sources.map((source) => `- [${source.title}](${source.url})${source.section === null ? '' : `, ${source.section}`}`).join('\n')}
`;
}

/** Which profiles switch a rule on, and why. */
function inProfiles(id: string): string {
  const within = profileNames.filter((name) => name !== 'all' && profiles[name].rules.includes(id));
  const because = profiles.all.because[id] ?? '';
  if (within.length === 0) return `It is on in the profile \`all\` only, or by its name: ${because}.`;
  const names = within.map((name) => `\`${name}\``);
  return `It is on in the profile${within.length === 1 ? '' : 's'} ${names.join(', ')}: ${because}.`;
}

/** What an edit does; its place is within the container, pod or object that a finding is about. */
function edited(edit: Edit): string {
  if ('remove' in edit) return `removes ${field(edit.remove)}`;
  if ('rename' in edit) return `renames ${field(edit.rename)} to \`${edit.to}\``;
  if ('append' in edit) return `appends ${shown(edit.value)} to ${field(edit.append)}`;
  return `sets ${field(edit.set)} to ${shown(edit.to)}`;
}

/** A pointer as people write fields: `securityContext.privileged` of the container. */
function field(pointer: JsonPointer): string {
  const ofContainer = pointer.startsWith('/{containers}/*/');
  const path = tokens(ofContainer ? (pointer.slice('/{containers}/*'.length) as JsonPointer) : pointer);
  const name = path.join('.').replaceAll('.*', '[]');
  return `\`${name}\`${ofContainer ? ' of the container' : ''}`;
}

function shown(value: JsonValue | { readonly answer: string }): string {
  return isAnswer(value) ? `what was answered for \`${value.answer}\`` : `\`${JSON.stringify(value)}\``;
}

function isAnswer(value: unknown): value is { readonly answer: string } {
  return typeof value === 'object' && value !== null && 'answer' in value;
}

/** An example as people write it, with what stands beside it. */
function manifest({ resource, beside = [] }: Example): string {
  const documents = [resource, ...beside].map((one) => stringify(one, { aliasDuplicateObjects: false }));
  return `\`\`\`yaml\n${documents.join('---\n')}\`\`\``;
}

/** What a rule is evidence for, with its strength: a line a framework. */
function evidence(id: string): readonly string[] {
  return evidenceOf(id).map(({ framework, controls }) => {
    const told = controls.map((control) => {
      const all = [...control.evidence, ...(control.scanned ?? [])];
      const strength = all.find(({ rule }) => rule === id)?.strength ?? '';
      return `${control.id} (${strength})`;
    });
    return `[${framework.title}](../frameworks/${framework.id}.md): ${told.join(', ')}`;
  });
}

function asked([key, question]: readonly [string, Question]): string {
  const { prompt, default: known } = question;
  const otherwise =
    known === undefined
      ? 'until it is answered the rule is skipped'
      : `unless answered: ${JSON.stringify(known)}`;
  return `\`${key}\` (${question.type}): ${prompt.replace(/[.?]?$/, '?')} (${otherwise})`;
}

/** By tool, with the names that it has there. */
function elsewhere({ id }: Rule): readonly string[] {
  const names = (equivalents.get(id) ?? []).map((name) => name.split(':') as [string, string]);
  return Array.from(
    Map.groupBy(names, ([tool]) => tool),
    ([tool, members]) => `${tool}: ${members.map(([, name]) => `\`${name}\``).join(', ')}`,
  );
}

/** The variables that its checks read, directly or through others. */
function variables(rule: Rule): string {
  const stated = new Set([...rule.subject.variables, ...rule.variables].map(({ name }) => name));
  const all = bind(rule, placeholderAnswers(rule), { minor: minors.newest }).variables.filter(({ name }) =>
    stated.has(name),
  );
  if (all.length === 0) return '';
  const lines = all.map(({ name, expression }) => `- \`variables.${name}\`: \`${expression}\``);
  return `where\n\n${lines.join('\n')}\n\n`;
}

/** What is looked up among other objects, and what of it releases. */
function lookups({ related, unless = {} }: Rule): string {
  const found = Object.entries({ ...related, ...unless }).map(
    ([name, { kinds, within, by, key }]) =>
      `- \`variables.${name}\`: ${kinds.map((kind) => `\`${kind}\``).join(', ')} of the ${within}, by ${by} \`${key}\``,
  );
  if (found.length === 0) return '';
  const judged =
    Object.keys(related).length === 0
      ? 'Where other objects are unknown, and in an admission policy, it holds without them.'
      : 'It is judged by `writ check` over everything that is deployed together; an admission policy cannot look other objects up.';
  const releases = Object.values(unless).map(({ when }) => `It is lifted where \`${when}\`.\n\n`);
  return `It looks up\n\n${found.join('\n')}\n\n${releases.join('')}${judged}\n\n`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}\n\n`;
}
