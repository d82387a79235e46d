import type { Rule } from '../../src/core/rule.ts';
import { equivalents } from '../../src/rules/equivalents.ts';
import { rules } from '../../src/rules/index.ts';
import { peers, type PeerName } from '../../src/rules/peers.ts';
import type { Generated } from './generated.ts';

/** In the order of the table: first those whose whole catalogue is widely run, then the rest. */
const columns: readonly PeerName[] = [
  'kyverno',
  'kubescape',
  'trivy',
  'polaris',
  'kube-linter',
  'checkov',
  'kube-score',
  'gatekeeper',
  'monokle',
  'datree',
];

/** Rules that are about the same, by the numbers of their codes: pairs of first and last. */
const themes: readonly (readonly [title: string, ...codes: readonly (readonly [number, number])[]])[] = [
  ['Pod Security, baseline', [1, 14]],
  ['Pod Security, restricted', [15, 21]],
  ['Other hardening of pods', [22, 31], [120, 120]],
  ['Service accounts', [32, 35], [121, 121]],
  ['Rights (RBAC)', [36, 50], [114, 116]],
  ['Secrets in manifests', [51, 54]],
  ['Network policies', [55, 59], [117, 117]],
  ['Exposure, Ingress', [60, 65]],
  ['Images', [66, 70]],
  ['Governance', [71, 77], [118, 118], [170, 176]],
  ['Resources, cost, autoscaling', [78, 87], [150, 150], [177, 178]],
  ['Reliability', [88, 100], [119, 119]],
  ['Versions and fields', [101, 103]],
  ['Links between objects', [104, 113], [180, 183]],
];

/** `docs/comparison.md`: how many rules other tools have an equivalent of, and what stands for their default checks. */
export function comparison(): Generated {
  const content = `# Breadth, compared with other tools

How many of the ${rules.length} rules have an equivalent in other tools. Counting our rules, and not theirs, is fair to tools that split one question into many checks, or join many in one. An equivalent asks for much the same; it may look at fewer kinds of objects, or at part of it only, so the numbers are rather too high than too low. Which check stands for which rule is on [the page of each rule](rules/README.md); \`writ rules --from kube-linter:run-as-non-root\` asks the other way round.

${breadth()}

Compared were ${listed(columns.map((tool) => `${peers[tool].title} ${peers[tool].version}`))}. Of Kyverno and Gatekeeper it is their libraries of policies, of which a user installs a choice.

${foundNowhereElse()}

## What is not compared

Only what manifests show. Kubescape and Trivy also look at nodes, images and running clusters; Kyverno and Gatekeeper change and generate objects; Checkov reads many other kinds of files. How right a check is, what it costs and how a finding can be repaired is not in these numbers either.

${defaults('kube-linter')}

${defaults('polaris')}
`;
  return { path: 'docs/comparison.md', content };
}

function breadth(): string {
  const rows = themes.map(([title, ...codes]) =>
    row(
      title,
      rules.filter((rule) => isWithin(rule, codes)),
    ),
  );
  const stray = rules.filter((rule) => !themes.some(([, ...codes]) => isWithin(rule, codes)));
  if (stray.length > 0) throw new Error(`no theme holds ${listed(stray.map(({ id }) => id))}`);
  const titles = columns.map((tool) => peers[tool].title);
  return [
    `| theme | Writ | ${titles.join(' | ')} |`,
    `|---|${'--:|'.repeat(columns.length + 1)}`,
    ...rows,
    row('**all**', rules),
  ].join('\n');
}

function row(title: string, members: readonly Rule[]): string {
  const counts = columns.map((tool) => members.filter(({ id }) => namesOf(id, tool).length > 0).length);
  return `| ${title} | ${[members.length, ...counts].join(' | ')} |`;
}

function isWithin({ code }: Rule, codes: readonly (readonly [number, number])[]): boolean {
  const number = Number(code?.slice(2));
  return codes.some(([first, last]) => number >= first && number <= last);
}

function namesOf(id: string, tool: PeerName): readonly string[] {
  return (equivalents.get(id) ?? []).filter((name) => name.startsWith(`${tool}:`));
}

function foundNowhereElse(): string {
  const alone = rules.filter(({ id }) => columns.every((tool) => namesOf(id, tool).length === 0));
  return `Nothing like ${listed(
    alone.map(({ id }) => link(id)),
    'or',
  )} is in any of them.`;
}

/** What a tool checks by default, with what stands for it. */
function defaults(tool: PeerName): string {
  const { title, version, byDefault, without } = peers[tool];
  const checks = (byDefault ?? []).toSorted();
  const rows = checks.map((check) => `| \`${check}\` | ${standing(tool, check)} |`);
  const others = Object.entries(without).filter(([check]) => !checks.includes(check));
  const rest =
    others.length === 0
      ? 'Every other check of it has an equivalent, too.'
      : `Of what is off by default, these have no equivalent:\n\n${others.map(([check, why]) => `- \`${check}\`: ${why}`).join('\n')}`;
  return `## What ${title} checks by default

The ${checks.length} checks of ${title} ${version}, and the rules that stand for them.

| check | here |
|---|---|
${rows.join('\n')}

${rest}`;
}

function standing(tool: PeerName, check: string): string {
  const found = [...equivalents].filter(([, names]) => names.includes(`${tool}:${check}`));
  return found.length > 0 ? found.map(([id]) => link(id)).join(', ') : `none: ${peers[tool].without[check]}`;
}

function link(id: string): string {
  return `[${id}](rules/${id}.md)`;
}

function listed(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}
