// `node test/kyverno-classic/against-kyverno.ts PROGRAM [SEED]`: random patterns and conditions on random objects, what
// the real `kyverno apply` says of them beside what the translation says.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { objectsAt, textAt, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { conditions, specs, wholePatterns } from './arbitraries.ts';
import { policyOf, verdictOf } from './verdict.ts';

const [program = 'kyverno', seed = '1'] = process.argv.slice(2);
process.exitCode = compare(program, Number(seed));

function compare(path: string, start: number): number {
  const sample = <T>(of: fc.Arbitrary<T>, count: number): readonly T[] =>
    fc.sample(of, { seed: start, numRuns: count });
  const bodies = [
    ...sample(wholePatterns, 150).map((spec): JsonObject => ({ pattern: { spec } })),
    ...sample(conditions, 300).map((condition): JsonObject => ({
      deny: { conditions: { all: [condition] } },
    })),
  ];
  const objects = sample(specs, 60);
  const said = kyvernoSays(path, bodies, objects);
  if (said.size === 0) {
    console.error('Kyverno said nothing: is it there, and does it take the policy?');
    return 2;
  }
  const wrong = bodies.flatMap((validate, rule) => {
    const verdict = verdictOf({ validate });
    return objects.flatMap((spec, object) => {
      const theirs = said.get(`r${rule} w${object}`) ?? 'skip';
      const ours = verdict(spec);
      const isSame = ours === theirs || ours.startsWith('refused') || (theirs === 'error' && ours === 'fail');
      return isSame
        ? []
        : [`${JSON.stringify(validate)} of ${JSON.stringify(spec)}: ${theirs}, ours ${ours}`];
    });
  });
  for (const each of wrong.slice(0, 20)) console.error(each);
  console.log(
    `${bodies.length * objects.length - wrong.length} verdicts alike, ${wrong.length} different, seed ${start}`,
  );
  return wrong.length === 0 ? 0 : 1;
}

/** Kyverno's result by rule and object. */
function kyvernoSays(
  path: string,
  bodies: readonly JsonObject[],
  objects: readonly JsonObject[],
): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'writ-classic-'));
  const file = (name: string, values: readonly JsonValue[]): string => {
    const target = join(folder, name);
    writeFileSync(target, values.map((value) => JSON.stringify(value)).join('\n---\n'));
    return target;
  };
  const match = { any: [{ resources: { kinds: ['Widget'] } }] };
  const rules = bodies.map((validate, at) => ({
    name: `r${at}`,
    match,
    validate: { message: 'no', ...validate },
  }));
  const policy = { ...policyOf({}), spec: { validationFailureAction: 'Audit', background: true, rules } };
  const widgets = objects.map((spec, at) => ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: `w${at}`, namespace: 'default' },
    spec,
  }));
  const args = [
    'apply',
    file('policy.yaml', [policy]),
    '--resource',
    file('widgets.yaml', widgets),
    '--policy-report',
  ];
  const { stdout } = spawnSync(path, args, { encoding: 'utf8', maxBuffer: 1e9 });
  const report = stdout.slice(stdout.indexOf('apiVersion: openreports'));
  const results = objectsAt(parseYaml(report, { maxAliasCount: -1 }) as JsonObject, '/results');
  return new Map(
    results.map((result) => [
      `${textAt(result, '/rule') ?? ''} ${textAt(result, '/resources/0/name') ?? ''}`,
      textAt(result, '/result') ?? '',
    ]),
  );
}
