// The nine rules that the document has built in, by its names, with what their fixtures must give (acceptance row 2).
import { describe, expect, test } from 'vitest';
import { targetsOf } from '../../src/configuration/find-rule.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { rules } from '../../src/rules/index.ts';
import { container, judgeBy, podBearing, workload } from './judge.ts';

interface BuiltIn {
  /** What the organization must say for the rule to mean what the document means. */
  readonly answers: Readonly<Record<string, JsonObject>>;
  readonly pass: readonly JsonObject[];
  readonly fail: readonly JsonObject[];
}

const registries = ['ghcr.io', 'registry.company.com', 'docker.io/library'];
const one = (extra: JsonObject): JsonObject => ({ containers: [container(extra)] });
const init = (extra: JsonObject): JsonObject => ({
  containers: [container({ image: 'ghcr.io/acme/app:1.0' })],
  initContainers: [container({ name: 'init', ...extra })],
});
const limits = (cpu: string): JsonObject => ({ resources: { limits: { cpu, memory: '1Gi' } } });

const builtIns: Readonly<Record<string, BuiltIn>> = {
  'sec-001': {
    answers: {},
    pass: [one({}), { containers: [{ name: 'a', image: 'a:1' }], securityContext: { runAsNonRoot: true } }],
    fail: [{ containers: [{ name: 'a', image: 'a:1' }], securityContext: null }],
  },
  'sec-002': {
    answers: {},
    pass: [one({}), one({ securityContext: { privileged: false } })],
    fail: [one({ securityContext: { privileged: true } }), init({ securityContext: { privileged: true } })],
  },
  'sec-003': {
    answers: {},
    pass: [one({}), { ...one({ securityContext: {} }), securityContext: { runAsNonRoot: true } }],
    fail: [
      one({ securityContext: { runAsNonRoot: false } }),
      { containers: [container(), container({ name: 'b', securityContext: {} })] },
    ],
  },
  'res-001': {
    answers: {},
    pass: [one({})],
    fail: [one({ resources: {} }), one({ resources: { limits: { memory: '1Gi' } } })],
  },
  'res-002': {
    answers: {},
    pass: [one(limits('2')), one(limits('2000m')), one({ resources: {} })],
    fail: [one(limits('64')), one(limits('2001m')), one(limits('2.5'))],
  },
  'ops-001': {
    answers: {},
    pass: [one({})],
    fail: [one({ livenessProbe: null }), one({ readinessProbe: null })],
  },
  'comp-001': {
    answers: { 'comp-001': { answers: { registries } } },
    pass: [
      one({ image: 'ghcr.io/acme/app:1' }),
      one({ image: 'registry.company.com/app:1' }),
      one({ image: 'nginx:1.27' }),
      one({ image: 'docker.io/library/nginx:1.27' }),
    ],
    fail: [
      one({ image: 'ghcr.io.evil/acme/app:1' }),
      one({ image: 'docker.io/acme/app:1' }),
      one({ image: 'acme/app:1' }),
      init({ image: 'quay.io/acme/app:1' }),
    ],
  },
  'comp-002': {
    answers: {},
    pass: [
      one({ image: 'ghcr.io/acme/app:1.0' }),
      one({ image: 'registry.company.com:5000/app:1.0' }),
      one({ image: `app@sha256:${'0'.repeat(64)}` }),
    ],
    fail: [
      one({ image: 'app:latest' }),
      one({ image: 'app' }),
      one({ image: 'registry.company.com:5000/app' }),
    ],
  },
  'ops-002': {
    answers: { 'ops-002': { answers: { labels: ['app', 'version', 'component'] } } },
    pass: [one({})],
    fail: [],
  },
};

/** Whether every rule that a name stands for is in the catalogue. */
function isThere(name: string): boolean {
  return targetsOf(name).every((target) => rules.some(({ id }) => id === target));
}

async function results(name: string, pod: JsonObject, kind: (typeof podBearing)[number]) {
  const { object } = workload(kind, pod);
  const configuration = { ruleOverrides: builtIns[name]?.answers ?? {} };
  const { summary } = await judgeBy(configuration, [object], { rules: [name] });
  return summary;
}

describe.each(Object.entries(builtIns))('%s', (name, { pass, fail }) => {
  // Probes are asked of what runs until it is stopped.
  const kinds = name === 'ops-001' ? (['Deployment', 'StatefulSet', 'DaemonSet'] as const) : podBearing;

  // A rule that is not in the catalogue yet stands in the list of what is skipped, by its name.
  const missing = targetsOf(name).filter((target) => !rules.some(({ id }) => id === target));
  const waits = missing.length === 0 ? '' : ` (waits for ${missing.join(', ')})`;

  test.runIf(isThere(name))(`judges its fixtures on ${kinds.length} kinds${waits}`, async () => {
    for (const kind of kinds) {
      for (const pod of pass)
        expect([kind, pod, await results(name, pod, kind)]).toMatchObject([kind, pod, { fail: 0, error: 0 }]);
      for (const pod of fail)
        expect([kind, pod, (await results(name, pod, kind)).fail > 0]).toEqual([kind, pod, true]);
    }
  });
});

test('a compliant workload passes all of them that are there (acceptance row 3)', async () => {
  const there = Object.keys(builtIns).filter(isThere);
  const overrides = Object.fromEntries(
    there.flatMap((name) => Object.entries(builtIns[name]?.answers ?? {})),
  );
  const objects = podBearing.map((kind) => workload(kind, one({ image: 'ghcr.io/acme/app:1.0' })).object);
  const { summary } = await judgeBy({ ruleOverrides: overrides }, objects, { rules: there });
  expect(summary).toMatchObject({ fail: 0, warn: 0, error: 0, skip: 0 });
  expect(there.length).toBeGreaterThanOrEqual(5);
});
