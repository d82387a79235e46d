import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test, describe } from 'vitest';
import { parse } from 'yaml';
import type { Resource } from '../../src/core/resource.ts';
import { applyDefaults } from '../../src/schema/apply-defaults.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { inputs } from './inputs.ts';

const suites = process.env['WRIT_SUITES'] ?? resolve(import.meta.dirname, '../../../shared');
const folder = join(suites, 'data/api-server-1.36/defaulted');
const missing = !existsSync(folder);
if (missing) console.warn(`skipped: objects as a real API server defaulted them (no ${folder})`);
const schema = await kubernetesSchema();

/** What a running cluster makes up, and nothing else: ids, times and generated names; of a Service what it allocates; of a Job what holds its uid. */
const madeUp: Readonly<Record<string, readonly string[]>> = {
  '*': ['/metadata/uid', '/metadata/creationTimestamp', '/metadata/name'],
  Pod: ['/status/conditions/0/lastTransitionTime'],
  PersistentVolume: ['/status/lastPhaseTransitionTime'],
  Service: [
    '/spec/clusterIP',
    '/spec/clusterIPs',
    '/spec/ports/0/nodePort',
    '/spec/ports/1/nodePort',
    '/spec/healthCheckNodePort',
  ],
  Job: [
    '/spec/selector',
    '/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid',
    '/spec/template/metadata/labels/controller-uid',
    '/metadata/labels/batch.kubernetes.io~1controller-uid',
    '/metadata/labels/controller-uid',
  ],
  // A list that was stated empty comes back from storage as null; an admission policy still sees it empty.
  ClusterRole: ['/rules'],
  CSINode: ['/spec/drivers/0/topologyKeys'],
};

/** Takes out what is made up: where ours has nothing of its own, theirs need not be the same. */
function withoutMadeUp(theirs: Resource, ours: Resource): unknown {
  const copy: unknown = structuredClone(theirs);
  for (const pointer of [...(madeUp['*'] ?? []), ...(madeUp[theirs.kind] ?? [])]) {
    const path = pointer
      .slice(1)
      .split('/')
      .map((token) => token.replaceAll('~1', '/'));
    agree(holder(copy, path), holder(ours, path), path.at(-1) ?? '');
  }
  return copy;
}

function agree(theirs: Held, ours: Held, key: string): void {
  const mine = ours?.[key];
  if (mine === undefined) delete theirs?.[key];
  else if (theirs !== undefined && (mine === null || isEmptyList(mine))) theirs[key] = mine;
}

type Held = Record<string, unknown> | undefined;

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
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

describe('objects of our own that a real API server 1.36 defaulted', () => {
  const answers = JSON.parse(
    readFileSync(join(import.meta.dirname, 'defaulted-1.36.json'), 'utf8'),
  ) as Readonly<Record<string, Resource>>;

  test('every one of them has its answer', () => expect(Object.keys(answers)).toEqual(Object.keys(inputs)));

  test.each(Object.keys(inputs))('%s', (name) => {
    const [input, theirs] = [inputs[name], answers[name]];
    if (input === undefined || theirs === undefined) throw new Error('no answer');
    const ours = applyDefaults(input, schema);
    expect(ours).toEqual(withoutMadeUp(theirs, ours));
    expect(applyDefaults(ours, schema)).toEqual(ours);
  });
});
