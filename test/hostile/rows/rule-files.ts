import type { Row } from '../row.ts';

const pods = 'subject:\n  resources:\n    - { groups: [""], resources: [pods] }';
const pass = '{ because: it is good, resource: { apiVersion: v1, kind: Pod, metadata: { name: a } } }';
const fail = '{ because: it is bad, resource: { apiVersion: v1, kind: Pod, metadata: { name: bad } } }';

/** A rule file with this expression; whether it is proven is not what the row asks. */
function rule(expression: string, extra = ''): () => Readonly<Record<string, string>> {
  return () => ({
    'own.rule.yaml': `apiVersion: writ/v1
kind: Rule
id: own-rule
title: A rule of somebody
why: Somebody wants it.
severity: low
${pods}
${extra}check:
  - message: It is broken.
    expression: ${JSON.stringify(expression)}
prove:
  pass: [${pass}]
  fail: [${fail}]
`,
  });
}

const prove = { args: ['prove', '.'], rest: false } as const;
const nested = (levels: number): string => `${'('.repeat(levels)}true${')'.repeat(levels)}`;
const list = '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]';
const loops = (levels: number): string =>
  levels === 0 ? 'true' : `${list}.all(x${levels}, ${loops(levels - 1)})`;

/** Rule files of somebody who means harm. */
export const ruleFiles: readonly Row[] = [
  {
    ...prove,
    name: 'a pattern that backtracks without end',
    files: rule(`!object.metadata.name.matches('^(a+)+$') || '${'a'.repeat(50_000)}!'.matches('^(a+)+$')`),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'a pattern that is no RE2',
    files: rule("object.metadata.name.matches('(?=a)')"),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'a pattern that repeats a repeat',
    files: rule("object.metadata.name.matches('((a{1000}){1000}){1000}')"),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'loops in loops, 20 to the power of ten',
    files: rule(loops(10)),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'texts that double forty times',
    files: rule(`"a"${".replace('a','aa')".repeat(40)} == ''`),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'lists that double forty times',
    files: rule(
      'size(variables.v40) > 0',
      `variables:\n${Array.from({ length: 41 }, (_, v) => `  - { name: v${v}, expression: "${v === 0 ? '[1]' : `variables.v${v - 1} + variables.v${v - 1}`}" }\n`).join('')}`,
    ),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'an expression of 100,000 characters',
    files: rule(`true${' && true'.repeat(12_500)}`),
    exit: 1,
    says: /own\.rule\.yaml:12:\d+ .*code point size exceeds limit/,
  },
  {
    ...prove,
    name: 'parentheses 10,000 deep',
    files: rule(nested(10_000)),
    exit: 1,
    says: /own\.rule\.yaml:12:\d+ .*recursion limit exceeded: 250/,
  },
  {
    ...prove,
    name: 'ten thousand exclamation marks',
    files: rule(`${'!'.repeat(10_000)}true`),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'ten thousand fields deep',
    files: rule(`object${'.a'.repeat(10_000)} == 1`),
    exit: 1,
    says: /own\.rule\.yaml:12:\d+ .*recursion limit exceeded: 250/,
  },
  {
    ...prove,
    name: 'conditionals 5,000 deep',
    files: rule(`${'true ? '.repeat(5000)}true${' : false'.repeat(5000)}`),
    exit: 1,
    says: /own\.rule\.yaml:12:\d+ .*law 4: check/,
  },
  {
    ...prove,
    name: 'a variable that reads itself',
    files: rule('variables.a', 'variables:\n  - { name: a, expression: variables.a }\n'),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'variables that read each other',
    files: rule(
      'variables.a',
      'variables:\n  - { name: a, expression: variables.b }\n  - { name: b, expression: variables.a }\n',
    ),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'a rule that covers itself',
    files: rule('has(object.spec)', 'covers: [own-rule]\n'),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'an expression that is not closed',
    files: rule("object.metadata.name == 'x"),
    exit: 1,
    says: /own\.rule\.yaml:12:\d+ .*no closing '/,
  },
  {
    ...prove,
    name: 'a variable named like a prototype',
    files: rule('variables.__proto__', 'variables:\n  - { name: __proto__, expression: "true" }\n'),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'a repair that leads nowhere',
    files: rule(
      'has(object.spec)',
      'remedy:\n  advice: Do it.\n  edits: [{ set: "/__proto__/polluted", to: true }, { remove: "" }, { rename: "/metadata", to: "constructor" }]\n',
    ),
    exit: 1,
    says: /own-rule/,
  },
  {
    ...prove,
    name: 'ten thousand examples',
    files: () => ({
      'own.rule.yaml': (rule('object.metadata.name != "bad"')()['own.rule.yaml'] ?? '').replace(
        pass,
        Array.from({ length: 10_000 }, () => pass).join(', '),
      ),
    }),
    says: /proven .*own-rule/,
    exit: 0,
  },
  {
    name: 'a definition of the schema that is a bomb',
    args: ['check', 'z-rest.yaml', '--crds', 'crd.yaml'],
    rest: false,
    files: () => ({
      'crd.yaml': `a: &a [${'x,'.repeat(100)}]\nb: &b [${'*a,'.repeat(100)}]\nc: &c [${'*b,'.repeat(100)}]\nd: [${'*c,'.repeat(100)}]\n`,
    }),
    exit: 2,
    says: /crd\.yaml:\d+:\d+: .*aliases/,
  },
  {
    name: 'a definition of the schema with prototype keys and wrong types',
    args: ['check', '.', '--crds', 'crd.yaml'],
    files: () => ({
      'crd.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.com }\nspec:\n  group: example.com\n  scope: Namespaced\n  names: { kind: Thing, plural: things }\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties: { __proto__: { type: string }, constructor: 5, x: { $ref: "#/x" }, y: { type: array } }\n',
      'thing.yaml':
        'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\n__proto__: 5\nconstructor: {}\nx: 1\n',
    }),
    exit: 1,
    says: /`__proto__` must be text/,
  },
  {
    ...prove,
    name: 'a rule without anything',
    files: () => ({ 'own.rule.yaml': 'apiVersion: writ/v1\nkind: Rule\n' }),
    says: /own\.rule\.yaml:1:1 /,
  },
  {
    ...prove,
    name: 'a rule whose fields are of all the wrong types',
    files: () => ({
      'own.rule.yaml':
        'apiVersion: writ/v1\nkind: Rule\nid: [a]\ntitle: {}\nwhy: 1\nseverity: __proto__\nsubject: 7\ncheck: text\nprove: null\nask: { a: { type: list } }\n',
    }),
    says: /own\.rule\.yaml:3:1 /,
  },
  {
    ...prove,
    name: 'a rule in a broken file',
    files: () => ({ 'own.rule.yaml': 'apiVersion: writ/v1\nkind: Rule\nid: [\n' }),
    says: /own\.rule\.yaml:\d+:\d+ /,
  },
  {
    ...prove,
    name: 'a rule file of bombs',
    files: () => ({
      'own.rule.yaml': `a: &a [${'x,'.repeat(100)}]\nb: &b [${'*a,'.repeat(100)}]\nc: &c [${'*b,'.repeat(100)}]\nd: [${'*c,'.repeat(100)}]\n`,
    }),
    says: /own\.rule\.yaml:\d+:\d+ /,
  },
];
