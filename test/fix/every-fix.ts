import { bind, placeholderAnswers } from '../../src/ask/bind.ts';
import { createJudge } from '../../src/check/judge.ts';
import { requestOf } from '../../src/check/request-of.ts';
import { at, type JsonPointer, type JsonValue } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import type { Rule } from '../../src/core/rule.ts';
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

/** What is wrong with an object by its schema and by every rule that judges it alone. */
export function faultsOf(resource: Resource): Faults {
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

/** Repairs whatever these rules find, at any risk. */
export function repair(resource: Resource, of: readonly Rule[]): Repaired {
  return repairResource(resource, {
    rules: of.map((rule) => ({ rule, answers: {}, risk: 'high' })),
    judge: faultsOf,
  });
}

/** What can be repaired mechanically. */
export const fixable = alone.filter(({ remedy }) => remedy.edits.length > 0 && remedy.risk !== 'person');

/** A pod as it is, and as each kind that bears one. */
function kinds(resource: Resource): readonly Resource[] {
  const spec = podSpecOf(resource);
  return spec === undefined ? [resource] : [resource, ...asEachKind(spec)];
}

/** A pod's spec as each of the eight kinds that bear pods. */
export function asEachKind(spec: JsonValue): readonly Resource[] {
  const template = { metadata: { labels: { app: 'a' } }, spec };
  const selector = { matchLabels: { app: 'a' } };
  const of = (apiVersion: string, kind: string, body: JsonValue): Resource => ({
    apiVersion,
    kind,
    metadata: { name: 'a', namespace: 'b' },
    spec: body,
  });
  return [
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

/** The failing examples of a rule, each as every kind that bears pods, where that kind breaks the rule. */
export function brokenBy(rule: Rule): readonly Resource[] {
  return rule.prove.fail
    .filter(
      ({ request, minor, answers }) => request === undefined && minor === undefined && answers === undefined,
    )
    .flatMap(({ resource }) => kinds(resource))
    .filter((resource) => faultsOf(resource).has(rule.id));
}
