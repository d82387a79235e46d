import { requestOf } from '../../src/check/request-of.ts';
import { at, isJsonObject, own, type JsonObject } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import type { Bench } from '../../src/prove/law.ts';
import { contraryPods } from '../fix/contrary-pods.ts';
import { asEachKind, brokenBy, faultsOf, fixable, repair } from '../fix/every-fix.ts';
import type { Api } from './api.ts';
import { must, offer, say, type Disagreement } from './offer.ts';

/** What came of the objects that repairs made. */
export interface FixTrials {
  /** Objects that were repaired and offered. */
  readonly offered: number;
  /** Those that no API server would take as they were, repaired or not. */
  readonly unasked: number;
  readonly problems: readonly Disagreement[];
}

const namespace = 'fixes';
/** How many requests are on their way at once. */
const atOnce = 4;

/** Offers what each fix makes of each failing example, as every kind that bears pods, and what all of them make together. */
export async function tryFixes(api: Api, bench: Bench): Promise<FixTrials> {
  const metadata = { name: namespace };
  await must(api.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata }));
  const broken = fixable.flatMap((rule) => brokenBy(rule).map((resource) => ({ rule, resource })));
  const contrary = contraryPods.flatMap(asEachKind).flatMap((resource) => {
    const faults = faultsOf(resource);
    return fixable.flatMap((rule) => (faults.has(rule.id) ? [{ rule, resource }] : []));
  });
  const cases = [...broken, ...contrary].flatMap(({ rule, resource: stated }) => {
    const resource = fitting(stated);
    return [
      { policy: rule.id, resource, fixed: repair(resource, [rule]).after },
      { policy: `${rule.id} and all others`, resource, fixed: repair(resource, fixable).after },
    ];
  });
  const problems: Disagreement[] = [];
  const taken = new Set<string>();
  let unasked = 0;
  const queue = cases.values();
  const work = async (): Promise<void> => {
    for (const { policy, resource, fixed } of queue) {
      const answer = await offer(api, requestOf(fixed, bench.kinds), namespace);
      if (answer.status === 201 || answer.status === 409) taken.add(policy);
      else if ((await offer(api, requestOf(resource, bench.kinds), namespace)).status === 201)
        problems.push({ policy, example: JSON.stringify(fixed), problem: say(answer) });
      else unasked += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const silent = fixable.filter(({ id }) => !taken.has(id));
  return {
    offered: cases.length,
    unasked,
    problems: [
      ...problems,
      ...silent.map(({ id }) => ({ policy: id, example: '(all)', problem: 'no repaired object was taken' })),
    ],
  };
}

const perpetual = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet']);
const ending = new Set(['Job', 'CronJob']);

/** An object with what its kind demands of the pods that it makes, and no rule speaks of. */
export function fitting(resource: Resource): Resource {
  const place = resource.kind === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
  const spec = resource.kind === 'Pod' ? own(resource, 'spec') : at(resource, place);
  if (spec === undefined || !isJsonObject(spec)) return resource;
  const kept = Object.fromEntries(
    Object.entries(spec).filter(
      ([key]) =>
        // Debugging containers come later, and an end is for pods alone.
        key !== 'ephemeralContainers' && (key !== 'activeDeadlineSeconds' || resource.kind === 'Pod'),
    ),
  );
  const path = resource.kind === 'Pod' ? '/spec' : place;
  return applyPatch(resource, [{ op: 'replace', path, value: { ...kept, ...restarts(resource.kind) } }]);
}

function restarts(kind: string): JsonObject {
  if (perpetual.has(kind)) return { restartPolicy: 'Always' };
  return ending.has(kind) ? { restartPolicy: 'Never' } : {};
}
