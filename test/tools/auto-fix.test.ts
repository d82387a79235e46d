import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { PatchOperation } from '../../src/fix/patch.ts';
import { ask, refusal } from './context.ts';
import { careless, hardened } from './deployments.ts';
import { valueOf } from './value-of.ts';

const fix = (text: string, more: JsonObject = {}) =>
  ask('auto_fix_policy_violations', {
    namespace: 'production',
    deployment: 'web-app',
    sources: [{ text, name: 'web.yaml' }],
    ...more,
  });

const ids = (output: Record<string, unknown>, key: string) =>
  (output[key] as readonly { readonly ruleId: string }[]).map(({ ruleId }) => ruleId);

test('a manifest of a call is repaired in the answer: patch, way back, diff, and what is left for a person', async () => {
  const { output, reply } = await fix(`# ours\n${careless}`);
  expect(reply.status).toBe('done');
  expect(output).toMatchObject({ dryRun: false, applied: false, plan: null, undo: null, failed: [] });
  expect(ids(output, 'fixed')).toEqual(
    expect.arrayContaining(['privileged-container', 'privilege-escalation', 'run-as-non-root']),
  );
  expect(ids(output, 'manual')).toContain('readiness-probe-missing');
  const { before, after } = output as unknown as Record<string, { violations: number; rules: object }>;
  expect(after?.violations).toBeLessThan(before?.violations ?? 0);
  for (const id of ids(output, 'fixed')) expect(after?.rules).not.toHaveProperty([id]);
  const diff = output['diff'] as string;
  expect(diff).toMatch(/^--- web\.yaml\n\+\+\+ web\.yaml\n/);
  expect(diff.split('\n').filter((line) => line.startsWith('-')).length).toBeLessThan(6);
});

test('the patch leads to an object that evaluates as promised, and its inverse leads back', async () => {
  const before = await valueOf(careless);
  const { output } = await fix(careless);
  const [patch, inverse] = [
    output['patch'],
    output['inverse'],
  ] as unknown as readonly (readonly PatchOperation[])[];
  const repaired = applyPatch(before, patch ?? []);
  expect(applyPatch(repaired, inverse ?? [])).toEqual(before);
  const evaluated = await ask('evaluate_deployment_policies', {
    namespace: 'production',
    deployment: 'web-app',
    sources: [{ text: JSON.stringify(repaired) }],
  });
  const found = ids(evaluated.output, 'violations');
  expect(ids(output, 'fixed').filter((id) => found.includes(id))).toEqual([]);
  const again = await fix(JSON.stringify(repaired));
  expect(again.output).toMatchObject({ patch: [], fixed: [], diff: null });
});

test('a smaller risk and named rules narrow the repair, and say so', async () => {
  const low = await fix(careless, { risk: 'low' });
  expect(ids(low.output, 'fixed')).not.toContain('privileged-container');
  expect(ids(low.output, 'unchanged')).toContain('privileged-container');
  const one = await fix(careless, { rules: ['sec-002'] });
  expect(ids(one.output, 'fixed')).toEqual(['privileged-container']);
});

test('nothing is repaired of what is good, of what cannot be read, or by a rule that is none', async () => {
  expect((await fix(hardened)).output).toMatchObject({ patch: [], fixed: [], manual: [] });
  const call = {
    namespace: 'production',
    deployment: 'web-app',
    sources: [{ text: `${careless}---\nkind: [\n` }],
  };
  expect(await refusal('auto_fix_policy_violations', call)).toMatch(
    /^INPUT_UNREADABLE: nothing was repaired/,
  );
  const rules = { ...call, sources: [{ text: careless }], rules: ['sec-0002'] };
  expect(await refusal('auto_fix_policy_violations', rules)).toMatch(/^RULE_UNKNOWN: .*did you mean/);
});
