import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { JsonPointer, JsonValue } from '../../src/core/json.ts';
import type { PatchOperation } from '../../src/fix/patch.ts';
import { folder, writ } from '../doors/cli.ts';
import { changedLines, namedLines, type Placed } from './changed-lines.ts';
import { brokenManifests, oddManifests } from './odd-manifests.ts';

interface Planned {
  readonly undo: string | null;
  readonly files: readonly {
    readonly file: string;
    readonly resources: readonly {
      readonly document: number;
      readonly base: string;
      readonly patch: readonly PatchOperation[];
    }[];
  }[];
  readonly left: readonly { readonly file: string; readonly reason: string }[];
}

const everything = ['--profile', 'all', '--risk', 'high', '--format', 'json'];
const names = Object.keys(oddManifests);

using place = folder(oddManifests);
using elsewhere = folder({});
const store = ['--store', join(elsewhere.path, 'store.db')];
const planned = JSON.parse(
  (await writ(['fix', '.', ...everything, ...store], { cwd: place.path })).out,
) as Planned;
const untouched = contents();
const written = JSON.parse(
  (await writ(['fix', '.', ...everything, '--write', ...store], { cwd: place.path })).out,
) as Planned;
const repaired = contents();
const again = JSON.parse(
  (await writ(['fix', '.', ...everything, ...store], { cwd: place.path })).out,
) as Planned;
const undone = await writ(['fix', '--undo', written.undo ?? '', ...store], { cwd: place.path });
const after = contents();

function contents(path = place.path): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

describe('a manifest that is written oddly', () => {
  test('is one of at least sixty, each of which changes', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(planned.files.map(({ file }) => file).toSorted()).toEqual(names.toSorted());
  });

  test.each(names)('%s: only lines change that the plan names', (name) => {
    const [from = '', to = ''] = [oddManifests[name], repaired[name]];
    const changed = changedLines(from, to);
    const named = namedLines(from, to, operationsOn(name));
    expect(linesOf(from, changed.before.difference(named.before))).toEqual([]);
    expect(linesOf(to, changed.after.difference(named.after))).toEqual([]);
  });

  test.each(names)('%s: means what was planned', (name) => {
    const documents = valuesOf(oddManifests[name] ?? '');
    for (const { document, operation } of operationsOn(name))
      documents[document - 1] = applyPatch(documents[document - 1] as JsonValue, [operation]);
    expect(valuesOf(repaired[name] ?? '')).toEqual(documents);
  });

  test('keeps no map that a removal emptied', () => {
    const text = repaired['requests-and-limits.yaml'];
    expect(text).toContain('resources: {limits: {memory: 2Gi}} # twice');
    expect(text).not.toContain('requests: {}');
  });

  test('is shown without being written, and repaired once', () => {
    expect(untouched).toEqual(oddManifests);
    expect(again.files.map(({ file }) => file)).toEqual([]);
  });

  test('comes back byte for byte', () => {
    expect([undone.code, undone.err]).toEqual([0, '']);
    expect(after).toEqual(oddManifests);
  });
});

describe('a manifest that is broken', () => {
  test('is refused, not mangled', async () => {
    using broken = folder(brokenManifests);
    const { code, out } = await writ(['fix', '.', ...everything, '--write', ...store], { cwd: broken.path });
    const { files, unjudged } = JSON.parse(out) as Pick<Planned, 'files'> & { unjudged: { file: string }[] };
    expect([code, files]).toEqual([3, []]);
    expect(new Set(unjudged.map(({ file }) => file))).toEqual(new Set(Object.keys(brokenManifests)));
    expect(contents(broken.path)).toEqual(brokenManifests);
  });
});

/** What the plan does to a file. */
function operationsOn(name: string): readonly Placed[] {
  const resources = planned.files.filter(({ file }) => file === name).flatMap((one) => one.resources);
  return resources.flatMap(({ document, base, patch }) =>
    patch.map((operation) => ({
      document,
      operation: { ...operation, path: `${base}${operation.path}` as JsonPointer },
    })),
  );
}

function linesOf(text: string, numbers: ReadonlySet<number>): readonly string[] {
  const lines = text.split('\n');
  return Array.from(numbers, (number) => `${number + 1}: ${lines[number]}`);
}

function valuesOf(text: string): unknown[] {
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ''), { version: '1.1', merge: true });
  return [...documents].map((document) => document.toJS() as unknown);
}
