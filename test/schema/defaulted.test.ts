import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test, describe } from 'vitest';
import { parse } from 'yaml';
import type { Resource } from '../../src/core/resource.ts';
import { applyDefaults } from '../../src/schema/apply-defaults.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';

const suites = process.env['WRIT_SUITES'] ?? resolve(import.meta.dirname, '../../../shared');
const folder = join(suites, 'data/api-server-1.36/defaulted');
const missing = !existsSync(folder);
if (missing) console.warn(`skipped: objects as a real API server defaulted them (no ${folder})`);
const schema = await kubernetesSchema();

/** What a running cluster makes up, and nothing else: ids and times; of a Service what it allocates; of a Job what holds its uid. */
const madeUp: Readonly<Record<string, readonly string[]>> = {
  '*': ['/metadata/uid', '/metadata/creationTimestamp'],
  PersistentVolume: ['/status/lastPhaseTransitionTime'],
  Service: ['/spec/clusterIP', '/spec/clusterIPs', '/spec/ports/0/nodePort'],
  Job: [
    '/spec/selector',
    '/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid',
    '/spec/template/metadata/labels/controller-uid',
  ],
};

/** Takes out what is made up, where our object does not state it itself. */
function withoutMadeUp(theirs: Resource, ours: Resource): unknown {
  const copy: unknown = structuredClone(theirs);
  for (const pointer of [...(madeUp['*'] ?? []), ...(madeUp[theirs.kind] ?? [])]) {
    const path = pointer
      .slice(1)
      .split('/')
      .map((token) => token.replaceAll('~1', '/'));
    if (holder(ours, path)?.[path.at(-1) ?? ''] === undefined) delete holder(copy, path)?.[path.at(-1) ?? ''];
  }
  return copy;
}

function holder(root: unknown, path: readonly string[]): Record<string, unknown> | undefined {
  let node = root as Record<string, unknown> | undefined;
  for (const token of path.slice(0, -1)) node = node?.[token] as Record<string, unknown> | undefined;
  return node;
}

describe.skipIf(missing)('objects that a real API server 1.36 defaulted', () => {
  const files = globSync(join(folder, '*.yaml')).toSorted();

  test('there are 31 of them', () => expect(files).toHaveLength(31));

  for (const file of files) {
    test(`${basename(file, '.yaml')} comes out the same, but for ids, times and what a cluster allocates`, () => {
      const text = readFileSync(file, 'utf8');
      const input = JSON.parse(text.split('\n', 1)[0]?.replace('# input: ', '') ?? '') as Resource;
      const before = JSON.stringify(input);
      const ours = applyDefaults(input, schema);
      expect(ours).toEqual(withoutMadeUp(parse(text) as Resource, ours));
      expect(applyDefaults(ours, schema)).toEqual(ours);
      expect(JSON.stringify(input)).toBe(before);
    });

    test(`${basename(file, '.yaml')} as the server returned it stays as it is`, () => {
      const theirs = parse(readFileSync(file, 'utf8')) as Resource;
      const again = applyDefaults(theirs, schema) as unknown as { status?: object };
      const { status: _, ...rest } = theirs as unknown as { status?: object };
      const { status: __, ...ours } = again;
      expect(ours).toEqual(rest);
    });
  }
});
