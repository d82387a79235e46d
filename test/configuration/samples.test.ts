// Every configuration that the document “Policy as code” shows, judged as its text says, on all kinds that bear pods.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { openBench } from '../../src/operations/bench.ts';
import { prove } from '../../src/prove/prove.ts';
import { evidence } from '../../src/operations/compliance-evidence.ts';
import { readConfiguration } from '../../src/configuration/read-configuration.ts';
import { rules } from '../../src/rules/index.ts';
import { container, judgeBy, podBearing, workload } from './judge.ts';

const suites = process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared');
const [file] = globSync(join(suites, 'documents/003_*'));
if (file === undefined) console.warn(`skipped: the document's samples, for they are not in ${suites}`);

const samples =
  file === undefined
    ? []
    : Array.from(readFileSync(file, 'utf8').matchAll(/```json\n([\s\S]*?)```/g), ([, json = '']) => json);

function sample(marker: string): string {
  const found = samples.find((json) => json.includes(marker));
  if (found === undefined) throw new Error(`no sample has ${marker}`);
  return found;
}

/** Findings of one rule on each kind, as results. */
async function everywhere(configuration: string, policy: string, pod: JsonObject, metadata: JsonObject = {}) {
  const objects = podBearing.map((kind) => workload(kind, pod, metadata).object);
  const { findings } = await judgeBy(configuration, objects, { rules: [policy] });
  return podBearing.map((kind) =>
    findings.filter(({ resource }) => resource.kind === kind).map(({ result, path }) => `${result} ${path}`),
  );
}

describe.skipIf(file === undefined)('the samples of the document (acceptance row 8)', () => {
  test('all six are taken, and their rules keep the laws', async () => {
    expect(samples).toHaveLength(6);
    const bench = await openBench(0n);
    for (const json of samples) {
      const read = await readConfiguration('a.json', json, {
        rules,
        schema: bench.schema,
        now: 0n,
        evidence,
      });
      if ('problems' in read) expect(read.problems).toEqual([]);
      else expect(read.customRules.flatMap((rule) => prove(rule, bench))).toEqual([]);
    }
  });

  test('production is strict, development is only told', async () => {
    const { object } = workload('Deployment', {
      containers: [container({ securityContext: { privileged: true } })],
    });
    const strict = await judgeBy(sample('"SOC2", "ISO27001"'), [object]);
    const advisory = await judgeBy(sample('"enabled": false'), [object]);
    expect(strict.failed).toBe(true);
    expect(advisory.failed).toBe(false);
    expect(advisory.summary).toMatchObject({ fail: 0 });
    expect(advisory.summary.warn).toBeGreaterThan(0);
    expect(advisory.rules.some(({ category }) => category === 'compliance')).toBe(false);
  });

  test('ACME: only images of its registry, in every container, on every kind', async () => {
    const configuration = sample('acme-001');
    const good = await everywhere(configuration, 'acme-001', { containers: [container()] });
    const bad = await everywhere(configuration, 'acme-001', {
      containers: [container(), container({ name: 'b', image: 'docker.io/evil/registry.acme.com/x' })],
      initContainers: [container({ name: 'c', image: 'registry.acme.com.evil.test/x' })],
    });
    expect(good).toEqual(podBearing.map(() => []));
    expect(bad).toEqual(
      podBearing.map((kind) => {
        const { root } = workload(kind, {});
        return [`fail ${root}/containers/1/image`, `fail ${root}/initContainers/0/image`];
      }),
    );
  });

  test('SecureBank: denies what does not say that it is in scope, and is told that it may have meant the contrary', async () => {
    const configuration = sample('pci-001');
    const pod = { containers: [container()] };
    expect(await everywhere(configuration, 'pci-001', pod, { labels: { 'pci-scope': 'true' } })).toEqual(
      podBearing.map(() => []),
    );
    expect(await everywhere(configuration, 'pci-001', pod)).toEqual(
      podBearing.map(() => ['fail /metadata/labels/pci-scope']),
    );
    const { notes } = await judgeBy(configuration, [workload('Pod', pod).object]);
    expect(notes).toEqual([
      expect.stringMatching(/^writ\.config\.json:15:9: this denies every object without that label.*`match`/),
    ]);
  });

  test('healthcare: every volume is a claim', async () => {
    const claim = { name: 'data', persistentVolumeClaim: { claimName: 'phi' } };
    const configuration = sample('hipaa-001');
    const bad = await everywhere(configuration, 'hipaa-001', {
      containers: [container()],
      volumes: [claim, { name: 'tmp', emptyDir: {} }],
    });
    expect(bad).toEqual(
      podBearing.map((kind) => [`fail ${workload(kind, {}).root}/volumes/1/persistentVolumeClaim`]),
    );
    const good = { containers: [container()], volumes: [claim] };
    expect(await everywhere(configuration, 'hipaa-001', good)).toEqual(podBearing.map(() => []));
  });

  test('startup: less than 2Gi, exactly, and only a warning', async () => {
    const of = (memory: string) =>
      everywhere(sample('dev-001'), 'dev-001', {
        containers: [container({ resources: { limits: { memory } } })],
      });
    for (const memory of ['1Gi', '2147483647', '2G', '512Mi', '2000000k', '1.9Gi'])
      expect(await of(memory)).toEqual(podBearing.map(() => []));
    for (const memory of ['2Gi', '2048Mi', '2147483648', '3G', '1Ti'])
      expect(await of(memory)).toEqual(
        podBearing.map((kind) => [`warn ${workload(kind, {}).root}/containers/0/resources/limits/memory`]),
      );
  });
});
