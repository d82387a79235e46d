import { pod, podWith, type Row } from '../row.ts';

const deep = 10_000;

/** As deep as a document of 1 MiB can be by indentation. */
const indented = 1400;

/** Documents whose shape is the attack: nesting, aliases, counts. */
export const structure: readonly Row[] = [
  {
    name: 'aliases that expand to ten billion nodes',
    files: () => ({ 'bomb.yaml': bomb() }),
    says: /bomb\.yaml:\d+:\d+ .*aliases/,
  },
  {
    name: 'merge keys that expand to ten billion nodes',
    files: () => ({ 'bomb.yaml': mergeBomb() }),
    says: /bomb\.yaml:\d+:\d+ .*aliases/,
  },
  {
    name: 'an alias within its own anchor',
    files: () => ({ 'cycle.yaml': podWith('&a [*a]') }),
    says: /cycle\.yaml:\d+:\d+ /,
  },
  {
    name: 'a merge key that merges itself',
    files: () => ({ 'cycle.yaml': podWith('&a { <<: *a, b: c }') }),
    says: /cycle\.yaml:\d+:\d+ /,
  },
  {
    name: 'merge keys that lead round in a circle',
    files: () => ({ 'cycle.yaml': podWith('&a { b: &b { <<: *a } }') }),
    says: /cycle\.yaml:\d+:\d+ /,
  },
  {
    name: 'three thousand Ingresses that claim one address',
    files: () => ({
      'ingresses.yaml': Array.from({ length: 3000 }, (_, index) => rival(index)).join('---\n'),
    }),
    args: ['check', '.', '--rules', 'ingress-duplicate-host-path,privileged-container'],
    exit: 1,
    says: /3001 findings: 3001 resources/,
  },
  {
    name: 'a privilege merged from an alias into an item of a List',
    files: () => ({
      'merged.yaml':
        'x: &p\n  apiVersion: v1\n  kind: Pod\n  spec: { hostNetwork: true, containers: [] }\napiVersion: v1\nkind: List\nitems:\n- <<: [*p, { metadata: { name: merged } }]\n',
    }),
    exit: 1,
    says: /Pod merged[^]*merged\.yaml:4:11/,
  },
  {
    name: 'a stream of 10,000 documents',
    args: ['check', '.', '--rules', 'host-network', '--format', 'jsonl'],
    files: () => ({
      'stream.yaml': Array.from(
        { length: 10_000 },
        (_, at) =>
          `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${at}\nspec:\n  hostNetwork: true\n  containers: []\n`,
      ).join('---\n'),
    }),
    exit: 1,
    rest: false,
    says: /"name":"p9999"/,
  },
  {
    name: 'prototype keys as merge sources, names of resources and owners',
    files: () => ({
      'proto.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: __proto__\n  ownerReferences: [{ controller: true, kind: constructor, name: __proto__ }]\nx: &__proto__ { __proto__: { hostNetwork: true } }\nspec:\n  <<: *__proto__\n  containers: []\n',
    }),
    exit: 1,
    says: /Pod __proto__/,
  },
  {
    name: 'an alias to an anchor that is not there',
    files: () => ({ 'unknown.yaml': podWith('*nowhere') }),
    says: /unknown\.yaml:6:24 /,
  },
  {
    name: 'ten thousand anchors, each aliasing the one before',
    files: () => ({ 'chain.yaml': podWith(chain(10_000)) }),
    says: /chain\.yaml:\d+:\d+ /,
  },
  {
    name: 'block mappings 10,000 deep',
    files: () => ({ 'deep.yaml': blockMap(deep) }),
    says: /deep\.yaml:\d+:\d+ .*(?:deeper than 200|over 1 MiB)/,
  },
  {
    name: 'block mappings 1,400 deep',
    files: () => ({ 'deep.yaml': blockMap(indented) }),
    says: /deep\.yaml:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'block sequences 10,000 deep on one line',
    files: () => ({ 'deep.yaml': `a: \n  ${'- '.repeat(deep)}x\n` }),
    says: /deep\.yaml:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'explicit keys 10,000 deep on one line',
    files: () => ({ 'deep.yaml': `${'? '.repeat(deep)}x\n` }),
    says: /deep\.yaml:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'flow sequences 10,000 deep',
    files: () => ({ 'deep.yaml': podWith(`${'['.repeat(deep)}${']'.repeat(deep)}`) }),
    says: /deep\.yaml:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'flow mappings 10,000 deep',
    files: () => ({ 'deep.yaml': podWith(`${'{a: '.repeat(deep)}1${'}'.repeat(deep)}`) }),
    says: /deep\.yaml:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'JSON 10,000 deep',
    files: () => ({
      'deep.json': `{"apiVersion":"v1","kind":"Pod","spec":${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}}`,
    }),
    says: /deep\.json:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'JSON 1,000,000 deep',
    files: () => ({ 'deep.json': `${'['.repeat(1e6)}${']'.repeat(1e6)}` }),
    says: /deep\.json:\d+:\d+ .*deeper than 200/,
  },
  {
    name: 'ten thousand brackets that nobody closes',
    files: () => ({ 'open.yaml': '['.repeat(deep) }),
    says: /open\.yaml:\d+:\d+ /,
  },
  {
    name: 'one hundred thousand empty documents',
    files: () => ({ 'storm.yaml': `${'---\n'.repeat(100_000)}${pod('after')}` }),
    exit: 1,
    says: /Pod shop\/after/,
  },
  {
    name: 'document markers on one line',
    files: () => ({ 'storm.yaml': `${'--- '.repeat(10_000)}\n` }),
    says: /no apiVersion/,
    exit: 1,
  },
  {
    name: 'more documents than allowed',
    args: ['check', '.', '--max-documents', '3'],
    files: () => ({ 'many.yaml': `${pod('first')}---\n`.repeat(5) }),
    says: /many\.yaml:\d+:1 .*more than 3 documents/,
  },
  {
    name: 'a List nested 1,000 deep',
    files: () => ({ 'list.json': listOf(1000) }),
    says: /list\.json:\d+:\d+ /,
  },
  {
    name: 'a List nested 50 deep',
    files: () => ({ 'list.json': listOf(50) }),
    exit: 1,
    says: /Pod innermost/,
  },
  {
    name: 'a List of 20,000 items',
    args: ['check', '.', '--rules', 'privileged-container', '--format', 'jsonl'],
    files: () => ({ 'list.json': hugeList(20_000) }),
    exit: 1,
    says: /"name":"p19999"/,
  },
  {
    name: 'a List of 20,000 items in YAML',
    args: ['check', '.', '--rules', 'privileged-container', '--format', 'jsonl'],
    files: () => ({ 'list.yaml': hugeYamlList(20_000) }),
    exit: 1,
    says: /"name":"p19999"/,
  },
  {
    name: 'a List whose items are no objects',
    files: () => ({ 'list.yaml': 'apiVersion: v1\nkind: List\nitems: [1, text, null, [], {}]\n' }),
    says: /list\.yaml:3:\d+ .*no apiVersion and kind/,
  },
  {
    name: 'a List whose items are no list',
    files: () => ({ 'list.yaml': 'apiVersion: v1\nkind: List\nitems: { a: 1 }\n' }),
    says: /list\.yaml:\d+:\d+ /,
  },
  {
    name: 'a kind that is a number',
    files: () => ({ 'kind.yaml': pod('hostile').replace('kind: Pod', 'kind: 7') }),
    says: /kind\.yaml:\d+:\d+ /,
  },
  {
    name: 'an apiVersion that is a list',
    files: () => ({ 'version.yaml': pod('hostile').replace('apiVersion: v1', 'apiVersion: [v1]') }),
    says: /version\.yaml:\d+:\d+ /,
  },
  {
    name: 'metadata that is text',
    files: () => ({ 'metadata.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: text\nspec: {}\n' }),
    exit: 3,
    says: /metadata\.yaml/,
  },
  {
    name: 'a name that is a mapping, owners that are text, annotations that are a list',
    files: () => ({
      'types.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: {a: b}, namespace: [], ownerReferences: no, annotations: [1] }\nspec: 5\n',
    }),
    says: /types\.yaml/,
  },
];

function rival(index: number): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: rival-${index} }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }]
`;
}

function bomb(): string {
  const levels = Array.from({ length: 10 }, (_, level) => {
    const from = level === 0 ? '"lol"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: 10 }, () => from).join(',')}]`;
  });
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: hostile }\n${levels.join('\n')}\n`;
}

function mergeBomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const from = level === 0 ? '' : `<<: [${Array.from({ length: 10 }, () => `*m${level - 1}`).join(',')}], `;
    return `    m${level}: &m${level} { ${from}k${level}: v }`;
  });
  return `${podWith('text')}x:\n${levels.join('\n')}\n`;
}

function chain(length: number): string {
  const links = Array.from({ length }, (_, link) =>
    link === 0 ? 'a0: &a0 x' : `a${link}: &a${link} [*a${link - 1}]`,
  );
  return `{ ${links.join(', ')} }`;
}

function blockMap(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
}

function listOf(levels: number): string {
  const inner = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'innermost' },
    spec: { containers: [{ name: 'app', image: 'shop', securityContext: { privileged: true } }] },
  };
  return `${'{"apiVersion":"v1","kind":"List","items":['.repeat(levels)}${JSON.stringify(inner)}${']}'.repeat(levels)}`;
}

function hugeList(length: number): string {
  const items = Array.from({ length }, (_, item) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${item}` },
    spec: { containers: [{ name: 'app', image: 'shop', securityContext: { privileged: true } }] },
  }));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

function hugeYamlList(length: number): string {
  const items = Array.from({ length }, (_, item) => pod(`p${item}`).trimEnd().replaceAll('\n', '\n    '));
  return `apiVersion: v1\nkind: List\nitems:\n  - ${items.join('\n  - ')}\n`;
}
