import { describe, expect, test } from 'vitest';
import type { Resource } from '../../src/core/resource.ts';
import type { Example, Rule } from '../../src/core/rule.ts';
import { startRun } from '../../src/operations/judging/check-run.ts';
import type { FixInput } from '../../src/operations/repair/fix-parameters.ts';
import { fix } from '../../src/operations/fix.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { contextOf } from '../context.ts';
import { usualFix } from './usual-fix.ts';

const schema = await kubernetesSchema();
const looking = rules.filter(({ related }) => Object.keys(related).length > 0);
const fixable = looking.filter(({ remedy }) => remedy.edits.length > 0 && remedy.risk !== 'person');
/** So that nobody thinks that one object was all there is. */
const another = (namespace: string | undefined): Resource => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'another', ...(namespace === undefined ? {} : { namespace }) },
});

function textOf({ resource, beside = [] }: Example): string {
  const { namespace } = resource['metadata'] as { readonly namespace?: string };
  return [resource, ...beside, another(namespace), another(namespace)]
    .map((one) => JSON.stringify(one))
    .join('\n---\n');
}

/** How many findings each rule has in a file, and what may not be worse than before. */
async function foundIn(text: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const input = { ...usualFix, profile: 'all', rules: [], ...unasked } as const;
  const run = startRun(input, { now: 0n, schema, pause: async () => undefined }, (event) => {
    if (event.type !== 'finding' || event.finding.result !== 'fail') return;
    const { policy } = event.finding;
    counts.set(policy, (counts.get(policy) ?? 0) + 1);
  });
  await run.judge({ name: 'a.yaml', named: true, text });
  run.finish();
  return counts;
}

const unasked = {
  results: null,
  failOn: 'none',
  failOnWarn: false,
  noFold: true,
  allowEmpty: false,
  defaulting: false,
} as const;

async function fixed(text: string, flags: Partial<FixInput>): Promise<string> {
  const context = contextOf({
    open: async function* (paths) {
      for (const name of paths) yield { name, named: true, text };
    },
    upwards: () => null,
  });
  const { files } = await fix.run({ ...usualFix, ...flags, paths: ['a.yaml'] }, context, () => undefined);
  return files[0]?.after ?? text;
}

test('there are fixes of rules that look others up', () => {
  expect(fixable.map(({ id }) => id)).toContain('service-account-unbound');
});

describe.each(fixable.map((rule: Rule) => [rule.id, rule] as const))('the fix of %s', (id, rule) => {
  test.each(rule.prove.fail.map((example) => [example.because, example] as const))(
    'ends its finding among all objects, once, and makes no other rule fail: %s',
    async (_, example) => {
      const text = textOf(example);
      const before = await foundIn(text);
      expect(before.get(id)).toBeGreaterThan(0);
      const after = await fixed(text, { rules: [id] });
      const counts = await foundIn(after);
      expect(counts.get(id)).toBeUndefined();
      const worse = [...counts].filter(([policy, count]) => count > (before.get(policy) ?? 0));
      expect(worse).toEqual([]);
      expect(await fixed(after, { rules: [id] })).toBe(after);
    },
  );
});

// A repair of one object could break what another says of it.
test.each(
  looking.flatMap((rule) => rule.prove.fail.slice(0, 1).map((example) => [rule.id, example] as const)),
)('all fixes together make no rule fail on the objects of an example of %s', async (_, example) => {
  const text = textOf(example);
  const [before, counts] = [
    await foundIn(text),
    await foundIn(await fixed(text, { profile: 'all', rules: [] })),
  ];
  expect([...counts].filter(([policy, count]) => count > (before.get(policy) ?? 0))).toEqual([]);
});
