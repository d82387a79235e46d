/** Evaluation of our engine against `cel-js`: eight expressions on 200 Deployments of varying shape. */
import { Environment as Baseline } from '@marcbachmann/cel-js';
import { compile } from '../src/cel/compile/compile.ts';
import { Frame } from '../src/cel/compile/frame.ts';
import { kubernetes } from '../src/cel/environment/kubernetes.ts';
import { parse } from '../src/cel/parse/parse.ts';
import { CelError } from '../src/cel/value/cel-error.ts';
import type { Value } from '../src/cel/value/value.ts';
import { deployments } from './deployments.ts';
import type { Figure } from './report.ts';
import { geometricMean, inTurn, median } from './timing.ts';

const spec = 'object.spec.template.spec';

const expressions: Readonly<Record<string, string>> = {
  'limits on every container': `${spec}.containers.all(c, has(c.resources) && has(c.resources.limits) && has(c.resources.limits.memory))`,
  'image by pattern': `${spec}.containers.all(c, c.image.matches('^registry[.]example[.]com/[a-z0-9/-]+:[0-9.]+$'))`,
  'filter, map, exists': `${spec}.containers.filter(c, has(c.ports)).map(c, c.name).exists(n, n == 'app')`,
  texts: `object.metadata.name.startsWith('service-') && !object.metadata.name.endsWith('-test') && object.metadata.name.size() < 40`,
  'security context': `${spec}.containers.all(c, has(c.securityContext) && has(c.securityContext.capabilities) && 'ALL' in c.securityContext.capabilities.drop)`,
  'required labels': `['app.kubernetes.io/name', 'app.kubernetes.io/part-of'].all(l, l in object.metadata.labels)`,
  'numbers and ports': `object.spec.replicas >= 2 && ${spec}.containers.all(c, !has(c.ports) || c.ports.all(p, p.containerPort > 1024 && p.containerPort < 65536))`,
  'a missing field': `${spec}.containers.all(c, c.resources.limits.cpu != '0')`,
};

/** How many times as fast evaluation is, per expression and in geometric mean; what counting costs; what compiling costs. */
export function evaluation(rounds: number): readonly Figure[] {
  const objects = deployments(200);
  const exact = objects.map(withBigInts);
  const baseline = new Baseline({ unlistedVariablesAreDyn: true });
  const environment = kubernetes(36);
  const frames = objects.map((object) => new Frame(environment, { object: object as Value }));
  const results = Object.entries(expressions).map(([name, text]) => {
    const theirs = baseline.parse(text);
    const { tree } = parse(text);
    const budget = compile(tree, environment, { form: 'budget' });
    const cost = compile(tree, environment, { form: 'cost' });
    agree(name, exact, theirs, (index) => budget.evaluate(frames[index] as Frame));
    const [their = 0, our = 0, counted = 0] = inTurn(
      [
        () => repeat(3, () => exact.forEach((object) => attempt(() => theirs({ object })))),
        () => repeat(30, () => frames.forEach((frame) => budget.evaluate(frame))),
        () => repeat(30, () => frames.forEach((frame) => cost.evaluate(frame))),
      ],
      rounds,
    );
    return { name, ratio: (their * 10) / our, counting: counted / our };
  });
  return [
    ...results.map(({ name, ratio }): Figure => ({
      what: `${name}, against cel-js`,
      value: ratio,
      unit: '×',
      wanted: null,
    })),
    {
      what: 'geometric mean, against cel-js',
      value: geometricMean(results.map(({ ratio }) => ratio)),
      unit: '×',
      wanted: { atLeast: 4 },
    },
    {
      what: 'the form that counts cost, against the one that does not',
      value: geometricMean(results.map(({ counting }) => counting)),
      unit: '×',
      wanted: { atMost: 1.5 },
    },
    {
      what: 'parsing and compiling the median expression',
      value: compileTime(rounds),
      unit: 'µs',
      wanted: { atMost: 100 },
    },
  ];
}

function compileTime(rounds: number): number {
  const environment = kubernetes(36);
  const times = Object.values(expressions).map((text) => {
    const [time = 0] = inTurn(
      [() => repeat(50, () => compile(parse(text).tree, environment, { form: 'budget' }))],
      rounds,
    );
    return (time / 50) * 1000;
  });
  return median(times);
}

/** A comparison of speed means nothing where the results differ. */
function agree(
  name: string,
  objects: readonly object[],
  theirs: (bindings: { object: unknown }) => unknown,
  ours: (index: number) => Value,
): void {
  for (const [index, object] of objects.entries()) {
    const expected = attempt(() => theirs({ object }));
    const value = ours(index);
    const actual = value instanceof CelError ? 'error' : value;
    if (expected !== actual)
      throw new Error(`${name}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch {
    return 'error';
  }
}

function repeat(times: number, action: () => void): void {
  for (let count = 0; count < times; count++) action();
}

/** Whole numbers as the baseline needs them to be ints. */
function withBigInts(value: unknown): object {
  return JSON.parse(JSON.stringify(value), (_, item: unknown) =>
    typeof item === 'number' && Number.isInteger(item) ? BigInt(item) : item,
  ) as object;
}
