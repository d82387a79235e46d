import type { Control, Evidence, Framework } from '../../src/frameworks/framework.ts';
import { frameworks } from '../../src/frameworks/index.ts';
import { everyRule } from '../../src/operations/deciding/catalogue.ts';
import type { Generated } from './generated.ts';

/** `docs/frameworks/<id>.md`, one page a framework with every control, and their index. */
export function frameworkPages(): readonly Generated[] {
  return [
    index(),
    ...frameworks.map((framework) => ({
      path: `docs/frameworks/${framework.id}.md`,
      content: page(framework),
    })),
  ];
}

const grades = `A rule is *direct* evidence where it tests what the control asks for, *partial* where it tests a part of it, *weak* where it only supports it: weak evidence is shown, and never decides. Who says so: *corroborated* by two or more public mappings, by a *single* one, or *inferred* by us from the text, which needs an auditor.`;

function index(): Generated {
  const rows = frameworks.map((framework) => {
    const assessed = framework.controls.filter(({ evidence }) => evidence.length > 0);
    const decided = assessed.filter(({ evidence }) => evidence.some(({ strength }) => strength !== 'weak'));
    const counts = [
      decided.length,
      assessed.length - decided.length,
      framework.controls.length - assessed.length,
    ];
    return `| [${title(framework)}](${framework.id}.md) | ${counts.join(' | ')} |`;
  });
  const content = `# Frameworks

What manifests can show of each framework, and what they cannot. No number here, and none in a report, means that a law, a standard or a contract is met.

| framework | controls or families with evidence | only supported | beyond manifests |
|---|--:|--:|--:|
${rows.join('\n')}

${grades}
`;
  return { path: 'docs/frameworks/README.md', content };
}

function page(framework: Framework): string {
  const { caution, url, controls } = framework;
  const rows = controls.map(
    (control) => `| ${cell(control.id)} | ${cell(control.title)} | ${told(control)} |`,
  );
  return `# ${title(framework)}

${caution}${url === null ? '' : ` [${new URL(url).hostname}](${url})`}

${grades}

| control | what it asks for | evidence, or why there is none |
|---|---|---|
${rows.join('\n')}
`;
}

function told({ evidence, unassessable, scanned = [] }: Control): string {
  const reason = unassessable === null ? [] : [cell(unassessable)];
  return [...reason, ...[...evidence, ...scanned].map(link)].join('<br>');
}

const pages = new Set(everyRule().map(({ id }) => id));

function link({ rule, strength, confidence }: Evidence): string {
  const name = pages.has(rule) ? `[${rule}](../rules/${rule}.md)` : `${rule} (not in this version)`;
  return `${name} ${strength}, ${confidence}`;
}

function title({ title: name, version }: Framework): string {
  return version === null ? name : `${name} ${version}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
