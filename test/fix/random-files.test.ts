import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { JsonPointer, JsonValue } from '../../src/core/json.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { FixResult } from '../../src/operations/repair/fix-result.ts';
import { fix } from '../../src/operations/fix.ts';
import type { Context } from '../../src/operations/operation.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { contextOf } from '../context.ts';
import { choosing, damaged, randomFile } from './random-manifest.ts';
import { usualFix } from './usual-fix.ts';

const files = new Map<string, string>();
const folder = mkdtempSync(join(tmpdir(), 'writ-random-'));
const store = openSqliteStore(join(folder, 'store.db'));
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const context: Context = {
  ...contextOf({
    open: async function* (paths) {
      for (const name of paths) yield { name, named: true, text: files.get(name) ?? '' };
    },
    upwards: () => null,
  }),
  openStore: async () => ({ ...store, close: async () => undefined }),
  write: (file, text) => void files.set(file, text),
  target: ([path = '']) => path,
  user: () => 'jane',
};

const rules = [
  'host-pid',
  'host-network',
  'host-port',
  'privileged-container',
  'privilege-escalation',
  'capabilities-drop-all',
  'run-as-non-root',
  'seccomp-required',
  'probe-lifecycle-host',
  'deprecated-service-account-field',
];

function run(flags: object): Promise<FixResult> {
  return fix.run({ ...usualFix, rules, paths: ['a.yaml'], ...flags }, context, () => undefined);
}

const runs = process.env['WRIT_LONG'] === undefined ? 40 : 1000;
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('what is written to any file is what was planned, once, and comes back byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const text = randomFile(choosing(seed));
      files.set('a.yaml', text);
      const { files: fixed, undo, problems } = await run({ write: true });
      expect(problems).toEqual([]);
      const written = files.get('a.yaml') ?? '';
      expect(valuesOf(written)).toEqual(plannedOf(text, fixed));
      expect((await run({})).files).toEqual([]);
      if (undo !== null) await run({ undo, paths: [] });
      expect(files.get('a.yaml')).toBe(text);
    }),
    { numRuns: runs },
  );
}, 600_000);

test('a file that somebody damaged is never made worse: no byte of what cannot be read changes, and it comes back', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.double({ min: 0, max: 1, noNaN: true }), async (seed, share) => {
      const choose = choosing(seed);
      const text = damaged(randomFile(choose), share, choose);
      files.set('a.yaml', text);
      const { files: fixed, undo, problems } = await run({ write: true });
      const written = files.get('a.yaml') ?? '';
      expect(errorsIn(written)).toBe(errorsIn(text));
      if (errorsIn(text) + problems.length === 0) expect(valuesOf(written)).toEqual(plannedOf(text, fixed));
      if (undo !== null) await run({ undo, paths: [] });
      expect(files.get('a.yaml')).toBe(text);
    }),
    { numRuns: runs },
  );
}, 600_000);

function plannedOf(text: string, fixed: FixResult['files']): unknown[] {
  const values = valuesOf(text);
  for (const { document, base, patch } of fixed.flatMap(({ resources }) => resources))
    for (const operation of patch)
      values[document - 1] = applyPatch(values[document - 1] as JsonValue, [
        { ...operation, path: `${base}${operation.path}` as JsonPointer },
      ]);
  return values;
}

function documentsOf(given: string) {
  // The library takes a carriage return alone for a character like any other.
  const text = given.replace(/^\uFEFF/, '').replaceAll(/\r(?!\n)/g, '\n');
  return [...parseAllDocuments(text, { version: '1.1', merge: true })];
}

function valuesOf(text: string): unknown[] {
  return documentsOf(text).map((document) => document.toJS() as unknown);
}

function errorsIn(text: string): number {
  return documentsOf(text).filter(({ errors }) => errors.length > 0).length;
}
