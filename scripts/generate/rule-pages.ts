import type { Rule } from '../../src/core/rule.ts';
import { evidenceOf } from '../../src/frameworks/index.ts';
import { rules } from '../../src/rules/index.ts';
import type { Generated } from './generated.ts';

/** `docs/rules/<id>.md`, one page a rule, and their index. */
export function rulePages(): readonly Generated[] {
  return [index(), ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, content: page(rule) }))];
}

function index(): Generated {
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

## What it checks

${rule.check.map(({ message, expression }) => `${message}\n\n\`\`\`cel\n${expression}\n\`\`\``).join('\n\n')}

${variables(rule)}## What to do

${remedy.advice}

${remedy.edits.length === 0 ? 'No mechanical repair: a person has to decide.' : `Mechanical repair at **${remedy.risk}** risk.`}${remedy.caution === null ? '' : ` ${remedy.caution}`}

${list('What it does not look at', limits)}${list(
    'Covers',
    covers.map((other) => `[${other}](${other}.md)`),
  )}${list('Evidence for', evidence(id))}## Passes

${rule.prove.pass.map(({ because }) => `- ${because}`).join('\n')}

## Fails

${rule.prove.fail.map(({ because }) => `- ${because}`).join('\n')}

\`\`\`json
${JSON.stringify(rule.prove.fail[0].resource, null, 2)}
\`\`\`

## Sources

${sources.map((source) => `- [${source.title}](${source.url})${source.section === null ? '' : `, ${source.section}`}`).join('\n')}
`;
}

/** What a rule is evidence for, with its strength: a line a framework. */
function evidence(id: string): readonly string[] {
  return evidenceOf(id).map(({ framework, controls }) => {
    const told = controls.map((control) => {
      const strength = control.evidence.find(({ rule }) => rule === id)?.strength ?? '';
      return `${control.id} (${strength})`;
    });
    return `[${framework.title}](../frameworks/${framework.id}.md): ${told.join(', ')}`;
  });
}

function variables({ subject, variables: own }: Rule): string {
  const all = [...subject.variables, ...own];
  if (all.length === 0) return '';
  const lines = all.map(({ name, expression }) => `- \`variables.${name}\`: \`${expression}\``);
  return `where\n\n${lines.join('\n')}\n\n`;
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}\n\n`;
}
