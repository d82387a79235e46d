import type { SetJudge, SetVerdict } from '../../check/set-verdict.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Facts, Policy, PolicySet, Request, Scope } from '../../core/policy.ts';
import { isResource, nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import { needsOf } from '../live/live-needs.ts';
import { createCounting, type Counting } from './count-broken.ts';
import type { BlastRadius } from './enforce-live-result.ts';
import { liveOwners } from './live-owners.ts';
import type { Namespaces } from './namespaces-of.ts';

/** What is judged, by what. */
export interface Judging {
  readonly cluster: Cluster;
  readonly kinds: readonly ServedKind[];
  readonly set: PolicySet;
  readonly judge: SetJudge;
  /** Names a policy as it is called in the cluster. */
  readonly nameOf: (policy: Policy) => string;
  readonly world: Namespaces;
  readonly pause: () => Promise<void>;
  /** Shown each live object and what is said of it. */
  readonly seen: (object: Resource, verdicts: readonly SetVerdict[]) => void;
}

/** Judges every live object by policies as if it were written again: what they would refuse once they deny. */
export async function blastRadius(judging: Judging): Promise<BlastRadius> {
  const counting = createCounting(liveOwners(judging.cluster, judging.kinds));
  const { facts } = judging.world;
  for (const kind of concernedKinds(judging)) {
    try {
      for await (const { objects } of judging.cluster.list(kind, { namespace: null })) {
        for (const object of objects) await judgeOne(object, kind, { judging, facts, counting });
        await judging.pause();
      }
    } catch (cause) {
      counting.missKind(kind, cause);
    }
  }
  return counting.result();
}

/** The kinds of which objects may be in scope, on creation or later. */
function concernedKinds({ kinds, set, world }: Judging): readonly ServedKind[] {
  const policies = set.policies.map((policy) => ({ ...policy, scope: onAnyWrite(policy.scope) }));
  const needs = needsOf({ policies, lookups: [] }, world.facts);
  return kinds.filter((kind) => kind.verbs.includes('list') && needs.of(kind) !== null);
}

/** A scope that takes a creation for a change: whoever only refuses changes concerns what is there. */
function onAnyWrite(scope: Scope): Scope {
  if ('all' in scope) return { all: scope.all.map(onAnyWrite) };
  if ('any' in scope) return { any: scope.any.map(onAnyWrite) };
  if ('not' in scope) return scope;
  if ('operations' in scope) return { operations: [...scope.operations, 'CREATE'] };
  if (!('resources' in scope)) return scope;
  const { operations } = scope.resources;
  return operations.includes('UPDATE')
    ? { ...scope, resources: { ...scope.resources, operations: [...operations, 'CREATE'] } }
    : scope;
}

interface One {
  readonly judging: Judging;
  readonly facts: Facts;
  readonly counting: Counting;
}

async function judgeOne(
  object: JsonObject,
  kind: ServedKind,
  { judging, facts, counting }: One,
): Promise<void> {
  if (!isResource(object)) return;
  const created = requestFor(object, kind);
  const first = judging.judge.judge(created, facts).verdicts;
  const verdicts =
    first.length > 0
      ? first
      : judging.judge.judge({ ...created, operation: 'UPDATE', oldObject: object }, facts).verdicts;
  if (verdicts.length === 0) return;
  judging.seen(object, verdicts);
  await counting.count(object, verdicts, judging.nameOf);
}

/** The request that would make a live object anew. */
export function requestFor(
  object: Resource,
  { group, version, kind, resource, namespaced }: ServedKind,
): Request {
  return {
    operation: 'CREATE',
    kind: { group, version, kind },
    resource: { group, version, resource },
    subresource: null,
    name: nameOf(object),
    namespace: namespaced ? (namespaceOf(object) ?? 'default') : null,
    object,
    oldObject: null,
    user: null,
    dryRun: false,
  };
}
