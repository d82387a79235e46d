import type { SetJudge, SetVerdict } from '../../check/set-verdict.ts';
import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Facts, Policy, PolicySet, Request, Scope } from '../../core/policy.ts';
import { isResource, nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { ownerOf } from '../../report/owner-of.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import { needsOf } from '../live/live-needs.ts';
import type { BlastRadius, BrokenLive } from './enforce-live-result.ts';
import { liveOwners, type LiveOwners } from './live-owners.ts';
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
}

/** How many objects are told by name; all are counted. */
const mostTold = 500;

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

interface Counting {
  count(object: Resource, verdicts: readonly SetVerdict[], nameOf: Judging['nameOf']): Promise<void>;
  missKind(kind: ServedKind, cause: unknown): void;
  result(): BlastRadius;
}

type Owned = { -readonly [K in keyof BlastRadius['owners'][number]]: BlastRadius['owners'][number][K] };

function createCounting(owners: LiveOwners): Counting {
  let judged = 0;
  let broken = 0;
  const told: BrokenLive[] = [];
  const byPolicy = new Map<string, number>();
  const byOwner = new Map<string, Owned>();
  const unjudged = new Map<string, { what: string; why: string; objects: number }>();

  const skip = (what: string, why: string, objects: number): void => {
    const known = unjudged.get(`${what}\n${why}`) ?? { what, why, objects: 0 };
    unjudged.set(`${what}\n${why}`, { ...known, objects: known.objects + objects });
  };

  async function tell(
    object: Resource,
    found: readonly { policy: string; message: string }[],
  ): Promise<void> {
    broken++;
    for (const { policy } of found) byPolicy.set(policy, (byPolicy.get(policy) ?? 0) + 1);
    const owner = await owners.of(object);
    const team = ownerOf(object);
    const namespace = namespaceOf(object);
    const { apiVersion, kind } = object;
    const resource = { apiVersion, kind, namespace, name: nameOf(object) };
    for (const one of found) if (told.length < mostTold) told.push({ resource, owner, team, ...one });
    const key = JSON.stringify([namespace, owner]);
    const known = byOwner.get(key) ?? { namespace, owner, team, policies: [], objects: 0 };
    const policies = [...new Set([...known.policies, ...found.map(({ policy }) => policy)])].toSorted();
    byOwner.set(key, { ...known, policies, objects: known.objects + 1 });
  }

  return {
    async count(object, verdicts, name) {
      judged++;
      const found = foundIn(verdicts, name);
      for (const { policy, outcome } of verdicts)
        if (outcome.result === 'skip') skip(`${object.kind} by \`${name(policy)}\``, outcome.reason, 1);
      if (found.length > 0) await tell(object, found);
    },
    missKind(kind, cause) {
      skip(`every ${kind.kind}`, reasonOf(cause), 0);
    },
    result: () => ({
      judged,
      broken,
      policies: [...byPolicy]
        .map(([policy, count]) => ({ policy, broken: count }))
        .toSorted((a, b) => b.broken - a.broken || compare(a.policy, b.policy)),
      owners: [...byOwner.values()].toSorted(
        (a, b) => compare(a.namespace ?? '', b.namespace ?? '') || compare(a.owner, b.owner),
      ),
      objects: told,
      unjudged: [...unjudged.values()],
    }),
  };
}

/** Each broken policy once, under whichever binding. */
function foundIn(
  verdicts: readonly SetVerdict[],
  name: Judging['nameOf'],
): readonly { readonly policy: string; readonly message: string }[] {
  const found = new Map(
    verdicts
      .filter(({ policy, outcome }) => isBroken(outcome, policy))
      .map(({ policy, outcome }) => [name(policy), messageOf(outcome)]),
  );
  return [...found].map(([policy, message]) => ({ policy, message }));
}

function reasonOf(cause: unknown): string {
  if (cause instanceof WritError && passedOver.has(cause.code)) return cause.message;
  throw cause;
}

/** What one kind does not give stops no other. */
const passedOver: ReadonlySet<string> = new Set(['CLUSTER_FORBIDDEN', 'CLUSTER_REFUSED']);

/** What cannot be evaluated is refused, too, unless the policy lets it pass. */
export function isBroken(outcome: SetVerdict['outcome'], { onError }: Policy): boolean {
  return outcome.result === 'fail' || (outcome.result === 'error' && onError === 'Fail');
}

function messageOf(outcome: SetVerdict['outcome']): string {
  if (outcome.result === 'fail') return outcome.violations.map(({ message }) => message).join('; ');
  return outcome.result === 'error' ? `cannot be evaluated: ${outcome.message}` : '';
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
