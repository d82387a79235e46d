import { describe, expect, test } from 'vitest';
import { bind, placeholderAnswers } from '../../src/ask/bind.ts';
import { createJudge } from '../../src/check/judge.ts';
import { requestOf } from '../../src/check/request-of.ts';
import { at, type JsonPointer, type JsonValue } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import type { Rule } from '../../src/core/rule.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import { repairResource, type Faults, type Repaired } from '../../src/fix/repair-resource.ts';
import { openBench } from '../../src/operations/bench.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { validate } from '../../src/schema/validate.ts';

const bench = await openBench(0n);
const schema = await kubernetesSchema();
/** What looks other objects up finds nothing in one alone. */
const alone = rules.filter(({ related }) => Object.keys(related).length === 0);
const judge = createJudge(
  alone.map((rule) => bind(rule, placeholderAnswers(rule), { minor: bench.minor })),
  { environment: bench.environment, form: 'budget' },
);

function faultsOf(resource: Resource): Faults {
  const faults = new Map<string, readonly JsonPointer[]>();
  for (const { code, pointer } of validate(resource, schema))
    faults.set(code, [...(faults.get(code) ?? []), pointer]);
  for (const { policy, outcome } of judge.judge(requestOf(resource, bench.kinds), bench.facts)) {
    if (outcome.result !== 'fail') continue;
    faults.set(
      policy.id,
      outcome.violations.flatMap(({ places }) => places),
    );
  }
  return faults;
}

function repair(resource: Resource, of: readonly Rule[]): Repaired {
  return repairResource(resource, {
    rules: of.map((rule) => ({ rule, answers: {} })),
    judge: faultsOf,
    risk: 'high',
  });
}

const fixable = alone.filter(({ remedy }) => remedy.edits.length > 0 && remedy.risk !== 'person');

/** A pod as each kind that bears one. */
function kinds(resource: Resource): readonly Resource[] {
  const spec = podSpecOf(resource);
  if (spec === undefined) return [resource];
  const template = { metadata: { labels: { app: 'a' } }, spec };
  const selector = { matchLabels: { app: 'a' } };
  const of = (apiVersion: string, kind: string, body: JsonValue): Resource => ({
    apiVersion,
    kind,
    metadata: { name: 'a', namespace: 'b' },
    spec: body,
  });
  return [
    resource,
    of('v1', 'Pod', spec),
    of('v1', 'ReplicationController', { template }),
    of('apps/v1', 'Deployment', { selector, template }),
    of('apps/v1', 'ReplicaSet', { selector, template }),
    of('apps/v1', 'StatefulSet', { serviceName: 'a', selector, template }),
    of('apps/v1', 'DaemonSet', { selector, template }),
    of('batch/v1', 'Job', { template }),
    of('batch/v1', 'CronJob', { schedule: '* * * * *', jobTemplate: { spec: { template } } }),
  ];
}

function podSpecOf(resource: Resource): JsonValue | undefined {
  const { kind } = resource;
  if (kind === 'Pod') return at(resource, '/spec');
  return kind === 'Deployment' ? at(resource, '/spec/template/spec') : undefined;
}

describe('the fix of', () => {
  test.each(fixable.map((rule) => [rule.id, rule] as const))(
    '%s ends its findings and does no harm',
    (id, rule) => {
      const broken = rule.prove.fail
        .filter(
          ({ request, minor, answers }) =>
            request === undefined && minor === undefined && answers === undefined,
        )
        .flatMap(({ resource }) => kinds(resource))
        .filter((resource) => faultsOf(resource).has(id));
      expect(broken).not.toHaveLength(0);
      for (const resource of broken) {
        const repaired = repair(resource, [rule]);
        expect(repaired.left.map(({ why }) => why)).toEqual([]);
        expect(repaired.faults.after.has(id)).toBe(false);
        expect(applyPatch(resource, repaired.patch)).toEqual(repaired.after);
        expect(applyPatch(repaired.after, repaired.inverse)).toEqual(resource);
        expect(repair(repaired.after, [rule]).patch).toEqual([]);
      }
    },
  );
});

test('all fixes together end what each ends alone', () => {
  for (const rule of fixable)
    for (const { resource } of rule.prove.fail) {
      const { faults, left, after } = repair(resource, fixable);
      const still = fixable.filter(({ id }) => faults.after.has(id)).map(({ id }) => id);
      expect(still).toEqual(left.map((one) => one.rule.id));
      expect(repair(after, fixable).patch).toEqual([]);
    }
});
