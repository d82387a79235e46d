// Every configuration that the document “Policy as code” shows, judged as its text says, on all kinds that bear pods.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { openBench } from '../../src/operations/bench.ts';
import { prove } from '../../src/prove/prove.ts';
import { evidence } from '../../src/operations/deciding/compliance-evidence.ts';
import { effectiveRule } from '../../src/configuration/effective-rules.ts';
import { readConfiguration, type Known } from '../../src/configuration/read-configuration.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { container, judgeBy, podBearing, workload, type Found } from './judge.ts';

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

async function knownHere(): Promise<Known> {
  return { rules, schema: await kubernetesSchema(), now: 0n, evidence };
}

const kinds = podBearing.map((kind) => [kind, workload(kind, {}).root] as const);

/** The same pod on each kind that bears one, judged by a configuration as it stands. */
async function everywhere(configuration: string, pod: JsonObject, metadata: JsonObject = {}): Promise<Found> {
  return judgeBy(
    configuration,
    podBearing.map((kind) => workload(kind, pod, metadata).object),
  );
}

/** What one rule finds on each kind: result, severity and place. */
async function found(
  policy: string,
  configuration: string,
  pod: JsonObject,
  metadata: JsonObject = {},
): Promise<readonly (readonly string[])[]> {
  const { findings, rules } = await everywhere(configuration, pod, metadata);
  // Nothing is found by a rule that nobody asks.
  expect(rules.map(({ id }) => id)).toContain(policy);
  return podBearing.map((kind) =>
    findings
      .filter((one) => one.policy === policy && one.resource.kind === kind)
      .map(({ result, severity, path }) => `${result} ${severity} ${path}`),
  );
}

/** Said of each kind, with the place of its pod's spec. */
function onEach(...says: readonly ((root: string) => string)[]): readonly (readonly string[])[] {
  return kinds.map(([, root]) => says.map((say) => say(root)));
}

describe.skipIf(file === undefined)('the samples of the document (acceptance row 8)', () => {
  test('all six are taken, and their rules keep the laws', async () => {
    expect(samples).toHaveLength(6);
    const bench = await openBench(0n);
    for (const json of samples) {
      const read = await readConfiguration('a.json', json, await knownHere());
      if ('problems' in read) expect(read.problems).toEqual([]);
      else expect(read.customRules.flatMap((rule) => prove(rule, bench))).toEqual([]);
    }
  });

  test('production is strict, development is only told', async () => {
    const pod = { containers: [container({ securityContext: { privileged: true } })] };
    const [production, development] = [sample('"SOC2", "ISO27001"'), sample('"enabled": false')];
    const strict = await everywhere(production, pod);
    const advisory = await everywhere(development, pod);
    expect([strict.failed, advisory.failed]).toEqual([true, false]);
    expect(advisory.summary).toMatchObject({ fail: 0 });
    const privileged = (root: string) => `critical ${root}/containers/0/securityContext/privileged`;
    expect(await found('privileged-container', production, pod)).toEqual(
      onEach((root) => `fail ${privileged(root)}`),
    );
    expect(await found('privileged-container', development, pod)).toEqual(
      onEach((root) => `warn ${privileged(root)}`),
    );
  });

  test('production judges by the evidence for its frameworks, development by nothing of compliance', async () => {
    const judged = async (json: string) => (await everywhere(json, { containers: [container()] })).rules;
    const [production, development] = [
      await judged(sample('"SOC2", "ISO27001"')),
      await judged(sample('"enabled": false')),
    ];
    const ids = production.map(({ id }) => id);
    // Rules that judge images by scans are not among these, and have nothing to judge without one.
    const known = new Set(rules.map(({ id }) => id));
    for (const framework of ['SOC2', 'ISO27001']) {
      const evident = (evidence.of(framework) ?? []).filter((id) => known.has(id));
      expect(evident.length).toBeGreaterThan(10);
      expect(ids).toEqual(expect.arrayContaining(evident));
    }
    expect(production.some(({ category }) => category === 'compliance')).toBe(true);
    expect(development.some(({ category }) => category === 'compliance')).toBe(false);
  });

  test('repairs are approved beforehand in development alone', async () => {
    const approved = async (json: string) => {
      const read = await readConfiguration('a.json', json, await knownHere());
      if ('problems' in read) throw new Error('it is not read');
      const { configuration, customRules } = read;
      const named = rules.filter(({ id }) => id === 'privileged-container');
      return named.map(effectiveRule({ configuration, customRules }, [])).map((one) => one.approved);
    };
    expect(await approved(sample('"SOC2", "ISO27001"'))).toEqual(['none']);
    expect(await approved(sample('"enabled": false'))).toEqual(['safe']);
    expect(await approved(sample('dev-001'))).toEqual(['safe']);
  });

  test('ACME: only images of its registry, in every container, on every kind', async () => {
    const configuration = sample('acme-001');
    const bad = {
      containers: [container(), container({ name: 'b', image: 'docker.io/evil/registry.acme.com/x' })],
      initContainers: [container({ name: 'c', image: 'registry.acme.com.evil.test/x' })],
    };
    expect(await found('acme-001', configuration, { containers: [container()] })).toEqual(onEach());
    expect(await found('acme-001', configuration, bad)).toEqual(
      onEach(
        (root) => `fail high ${root}/containers/1/image`,
        (root) => `fail high ${root}/initContainers/0/image`,
      ),
    );
    const { findings, failed } = await everywhere(configuration, bad);
    expect(findings.find(({ policy }) => policy === 'acme-001')).toMatchObject({
      message: 'Only images from registry.acme.com are allowed in production',
      category: 'compliance',
    });
    expect(failed).toBe(true);
  });

  test('SecureBank: denies what does not say that it is in scope, and is told that it may have meant the contrary', async () => {
    const configuration = sample('pci-001');
    const pod = { containers: [container()] };
    const labels = (value: string) => ({ labels: { 'pci-scope': value } });
    expect(await found('pci-001', configuration, pod, labels('true'))).toEqual(onEach());
    for (const metadata of [{}, labels('false'), labels('True')])
      expect(await found('pci-001', configuration, pod, metadata)).toEqual(
        onEach(() => 'fail critical /metadata/labels/pci-scope'),
      );
    const { notes } = await everywhere(configuration, pod);
    expect(notes).toEqual([
      expect.stringMatching(/^writ\.config\.json:15:9: this denies every object without that label.*`match`/),
    ]);
  });

  test('healthcare: every volume is a claim', async () => {
    const claim = { name: 'data', persistentVolumeClaim: { claimName: 'phi' } };
    const configuration = sample('hipaa-001');
    const of = (...volumes: readonly JsonObject[]) =>
      found('hipaa-001', configuration, { containers: [container()], volumes });
    expect(await of(claim, { name: 'tmp', emptyDir: {} })).toEqual(
      onEach((root) => `fail critical ${root}/volumes/1/persistentVolumeClaim`),
    );
    expect(await of(claim)).toEqual(onEach());
    expect(await of()).toEqual(onEach());
  });

  test('startup: less than 2Gi, exactly, and only a warning', async () => {
    const of = (resources: JsonObject) =>
      found('dev-001', sample('dev-001'), { containers: [container({ resources })] });
    for (const memory of ['1Gi', '2147483647', '2G', '2000000k', '1.9Gi'])
      expect(await of({ limits: { memory } })).toEqual(onEach());
    expect(await of({})).toEqual(onEach());
    for (const memory of ['2Gi', '2048Mi', '2147483648', '3G'])
      expect(await of({ limits: { memory } })).toEqual(
        onEach((root) => `warn low ${root}/containers/0/resources/limits/memory`),
      );
    const { failed } = await everywhere(sample('dev-001'), {
      containers: [container({ resources: { limits: { memory: '1Ti' } } })],
    });
    expect(failed).toBe(false);
  });
});
