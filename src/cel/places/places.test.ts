import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { Frame } from '../compile/frame.ts';
import { buildEnvironment } from '../environment/build.ts';
import { optional } from '../libraries/optional.ts';
import { standard } from '../libraries/standard/standard.ts';
import { parse } from '../parse/parse.ts';
import type { Node } from '../tree.ts';
import { dyn } from '../type.ts';
import { LazyRecord } from '../value/lazy-record.ts';
import type { Value } from '../value/value.ts';
import { locator } from './place.ts';
import { places } from './places.ts';

const environment = buildEnvironment({
  name: 'test',
  libraries: () => [standard, optional],
  macros: ['transformList'],
  variables: new Map([
    ['object', dyn],
    ['oldObject', dyn],
    ['variables', dyn],
  ]),
});

class Variables extends LazyRecord {
  readonly trees: Readonly<Record<string, Node>>;
  frame: Frame | undefined;

  constructor(trees: Readonly<Record<string, Node>>) {
    super();
    this.trees = trees;
  }

  override get(field: string): Value | undefined {
    const tree = this.trees[field];
    if (tree === undefined || this.frame === undefined) return undefined;
    return compile(tree, environment, { form: 'budget' }).evaluate(this.frame);
  }

  override source(field: string): Node | undefined {
    return this.trees[field];
  }
}

const pod = {
  kind: 'Pod',
  metadata: { labels: { app: 'web', 'a/b': 'x' } },
  spec: {
    hostNetwork: true,
    volumes: ['a', 'b'],
    containers: [
      { name: 'web', image: 'nginx:1', securityContext: { privileged: false } },
      { name: 'log', image: 'busybox', securityContext: { privileged: true }, args: ['-v', '-x'] },
    ],
    initContainers: [{ name: 'init', image: 'alpine' }],
  },
};

function find(expression: string, variables: Readonly<Record<string, string>> = {}): readonly string[] {
  const record = new Variables(
    Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, parse(text).tree])),
  );
  const frame = new Frame(environment, { object: pod, oldObject: null, variables: record });
  record.frame = frame;
  const { tree, problems } = parse(expression);
  expect(problems).toEqual([]);
  const verdict = compile(tree, environment, { form: 'budget' }).evaluate(frame);
  expect(verdict).not.toBe(true);
  return places(tree, environment, frame, { locate: locator({ object: pod }) }).map(
    ({ root, tokens }) => `${root}/${tokens.join('/')}`,
  );
}

const containers = 'object.spec.containers + object.spec.?initContainers.orValue([])';

describe('places', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a comparison stands where it selects', `object.kind == 'Job'`, ['object/kind']],
    ['a field that is read is the place', `!object.spec.hostNetwork`, ['object/spec/hostNetwork']],
    [
      'only false sides of && decide',
      `object.kind == 'Pod' && !object.spec.hostNetwork`,
      ['object/spec/hostNetwork'],
    ],
    [
      'all sides of || decide',
      `object.kind == 'Job' || !object.spec.hostNetwork`,
      ['object/kind', 'object/spec/hostNetwork'],
    ],
    [
      'negation turns around what decides',
      `!(object.kind == 'Pod' || object.spec.hostNetwork == false)`,
      ['object/kind'],
    ],
    [
      'all gives each failing element',
      `object.spec.containers.all(c, c.image.contains(':'))`,
      ['object/spec/containers/1/image'],
    ],
    [
      'a missing field has the place it would have',
      `has(object.spec.securityContext.runAsNonRoot)`,
      ['object/spec/securityContext/runAsNonRoot'],
    ],
    [
      'a negated exists gives the elements found',
      `!object.spec.containers.exists(c, c.name == 'log')`,
      ['object/spec/containers/1/name'],
    ],
    ['exists gives the list', `object.spec.containers.exists(c, c.name == 'db')`, ['object/spec/containers']],
    [
      'a conditional gives the branch taken',
      `object.kind == 'Pod' ? object.spec.hostNetwork == false : true`,
      ['object/spec/hostNetwork'],
    ],
    [
      'elements of a concatenation keep their places',
      `(${containers}).all(c, c.image.contains(':'))`,
      ['object/spec/containers/1/image', 'object/spec/initContainers/0/image'],
    ],
    [
      'an optional field that is absent has a place',
      `object.spec.containers.all(c, c.?securityContext.?runAsNonRoot.orValue(false))`,
      [
        'object/spec/containers/0/securityContext/runAsNonRoot',
        'object/spec/containers/1/securityContext/runAsNonRoot',
      ],
    ],
    [
      'filtered elements stand for themselves',
      `object.spec.containers.filter(c, c.securityContext.privileged).size() == 0`,
      ['object/spec/containers/1'],
    ],
    [
      'mapped elements stand where they came from',
      `object.spec.containers.map(c, c.name).exists(n, n == 'db')`,
      ['object/spec/containers'],
    ],
    ['strings in a list have an index', `object.spec.volumes.all(v, v == 'a')`, ['object/spec/volumes/1']],
    [
      'keys of a map have a place',
      `object.metadata.labels.all(k, !k.contains('/'))`,
      ['object/metadata/labels/a/b'],
    ],
    ['an index is a place', `object.spec.containers[0].name == 'x'`, ['object/spec/containers/0/name']],
    [
      'nested loops point to the inner element',
      `object.spec.containers.all(c, c.?args.orValue([]).all(a, a != '-x'))`,
      ['object/spec/containers/1/args/1'],
    ],
    ['an error points to the selection that failed', `object.spec.replicas > 1`, ['object/spec/replicas']],
    [
      'an error in a loop points into the element',
      `object.spec.containers.map(c, c.args.size()) == []`,
      ['object/spec/containers/0/args'],
    ],
    [
      'comparing with false is a negation',
      `object.spec.containers.all(c, c.name != 'log') == true`,
      ['object/spec/containers/1/name'],
    ],
    [
      'a pair of names points to the element',
      `object.spec.containers.all(i, c, i == 0 || c.name == 'x')`,
      ['object/spec/containers/1/name'],
    ],
  ];

  it.each(cases)('%s', (_name, expression, expected) => {
    const found = find(expression);
    expect(found).toEqual(expected);
  });

  it('goes through variables that hold elements', () => {
    expect(find(`variables.all.all(c, c.image.contains(':'))`, { all: containers })).toEqual([
      'object/spec/containers/1/image',
      'object/spec/initContainers/0/image',
    ]);
  });

  it('goes through variables that hold bools', () => {
    const variables = { quiet: '!object.spec.hostNetwork', fine: `variables.quiet || object.kind == 'Job'` };
    expect(find('variables.fine', variables)).toEqual(['object/spec/hostNetwork', 'object/kind']);
  });

  it('goes through variables that hold parts of the object', () => {
    expect(find('variables.spec.hostNetwork == false', { spec: 'object.spec' })).toEqual([
      'object/spec/hostNetwork',
    ]);
    expect(find('has(variables.spec.hostPID)', { spec: 'object.spec' })).toEqual(['object/spec/hostPID']);
  });

  it('goes through variables that hold primitive values', () => {
    expect(find(`variables.name == 'x'`, { name: 'object.metadata.labels.app' })).toEqual([
      'object/metadata/labels/app',
    ]);
  });

  it('goes to what an optional is made of, not into what would be done with it', () => {
    expect(find('object.spec.?replicas.optMap(r, r > object.spec.least).orValue(false)')).toEqual([
      'object/spec/replicas',
    ]);
    expect(find(`object.metadata.labels[?'app'].optMap(app, app == object.kind).orValue(true)`)).toEqual([
      'object/metadata/labels/app',
    ]);
  });

  it('ends for variables that are defined by themselves', () => {
    const record = new Variables({ loop: parse('variables.loop').tree });
    const frame = new Frame(environment, { object: pod, oldObject: null, variables: record });
    const { tree } = parse('variables.loop');
    expect(places(tree, environment, frame, { locate: locator({ object: pod }) })).toEqual([]);
  });
});
