import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TestResult } from '../../src/operations/test.ts';
import { writ } from '../doors/cli.ts';

const suites = join(
  process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared'),
  'conformance',
);
const isHere = existsSync(join(suites, 'kyverno'));
if (!isHere) console.warn(`SKIPPED: Kyverno's suites are not in ${suites} (WRIT_SUITES)`);

async function run(folder: string): Promise<{ readonly code: number; readonly result: TestResult }> {
  const { code, out } = await writ(['test', join(suites, folder), '--format', 'json']);
  return { code, result: JSON.parse(out) as TestResult };
}

describe.skipIf(!isHere)("Kyverno's own tests", () => {
  test('every case of every policy in CEL agrees; what is skipped, Kyverno leaves out, too', async () => {
    const { code, result } = await run('kyverno');
    expect(result.cases.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(result.problems).toEqual([]);
    expect(result.summary.files).toBe(106);
    // Their files of patched resources hold other objects.
    const skipped = result.cases.filter(({ status }) => status === 'skipped');
    expect(skipped.map(({ resource, reason }) => `${resource}: ${reason}`)).toEqual([
      'default/Pod/myfailedpod: patchedResource.yaml has no such object',
      'default/Pod/withoutinitcontainer: patchedResource.yaml has no such object',
      '/Namespace/test-fail: patchedResourcefail.yaml has no such object',
    ]);
    expect(code).toBe(0);
  });

  test('of classic policies none is judged wrongly, and at least 85 % of the cases are judged', async () => {
    const { result } = await run('kyverno-classic');
    expect(result.cases.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(result.summary.passed / result.summary.cases).toBeGreaterThanOrEqual(0.85);
    const skipped = result.cases.filter(({ status }) => status === 'skipped');
    expect(skipped.every(({ reason }) => (reason ?? '').length > 0)).toBe(true);
  });
});
