import type { SetVerdict } from '../../check/set-verdict.ts';
import { WritError } from '../../core/errors.ts';
import type { Policy } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import { ownerOf } from '../../report/owner-of.ts';
import type { ServedKind } from '../cluster-port.ts';
import type { BlastRadius, BrokenLive } from './enforce-live-result.ts';
import type { LiveOwners } from './live-owners.ts';

/** Counts what policies say of live objects, as it comes. */
export interface Counting {
  count(object: Resource, verdicts: readonly SetVerdict[], nameOf: (policy: Policy) => string): Promise<void>;
  /** Nothing of a kind could be read. */
  missKind(kind: ServedKind, cause: unknown): void;
  result(): BlastRadius;
}

/** How many objects are told by name; all are counted. */
const mostTold = 500;

/** Begins to count. */
export function createCounting(owners: LiveOwners): Counting {
  let judged = 0;
  let broken = 0;
  let changed = 0;
  const told: BrokenLive[] = [];
  const byPolicy = new Map<string, number>();
  const byOwner = new Map<string, BlastRadius['owners'][number]>();
  const unjudged = new Map<string, BlastRadius['unjudged'][number]>();

  const skip = (what: string, why: string, objects: number): void => {
    const known = unjudged.get(`${what}\n${why}`) ?? { what, why, objects: 0 };
    unjudged.set(`${what}\n${why}`, { ...known, objects: known.objects + objects });
  };

  async function tell(object: Resource, found: readonly Found[]): Promise<void> {
    broken++;
    for (const { policy } of found) byPolicy.set(policy, (byPolicy.get(policy) ?? 0) + 1);
    const [owner, team] = [await owners.of(object), ownerOf(object)];
    const resource = named(object);
    for (const one of found) if (told.length < mostTold) told.push({ resource, owner, team, ...one });
    const { namespace } = resource;
    const key = JSON.stringify([namespace, owner]);
    const known = byOwner.get(key) ?? { namespace, owner, team, policies: [], objects: 0 };
    const policies = [...new Set([...known.policies, ...found.map(({ policy }) => policy)])].toSorted();
    byOwner.set(key, { ...known, policies, objects: known.objects + 1 });
  }

  return {
    async count(object, verdicts, name) {
      judged++;
      if (verdicts.some((one) => isChanged(object, one))) changed++;
      for (const { policy, outcome } of verdicts)
        if (outcome.result === 'skip') skip(`${object.kind} by \`${name(policy)}\``, outcome.reason, 1);
      const found = foundIn(verdicts, name);
      if (found.length > 0) await tell(object, found);
    },
    missKind(kind, cause) {
      skip(`every ${kind.kind}`, reasonOf(cause), 0);
    },
    result: () => ({
      judged,
      broken,
      changed,
      policies: inOrderOfCount(byPolicy),
      owners: [...byOwner.values()].toSorted(
        (a, b) => compare(a.namespace ?? '', b.namespace ?? '') || compare(a.owner, b.owner),
      ),
      objects: told,
      unjudged: [...unjudged.values()],
    }),
  };
}

interface Found {
  readonly policy: string;
  readonly message: string;
}

/** Each broken policy once, under whichever binding. */
function foundIn(verdicts: readonly SetVerdict[], name: (policy: Policy) => string): readonly Found[] {
  const found = new Map(
    verdicts
      .filter(({ policy, outcome }) => isBroken(outcome, policy))
      .map(({ policy, outcome }) => [name(policy), messageOf(outcome)]),
  );
  return [...found].map(([policy, message]) => ({ policy, message }));
}

function named(object: Resource): BrokenLive['resource'] {
  const { apiVersion, kind } = object;
  return { apiVersion, kind, namespace: namespaceOf(object), name: nameOf(object) };
}

function isChanged(object: Resource, { changed }: SetVerdict): boolean {
  return changed !== null && diffPatch(object, changed).length > 0;
}

function inOrderOfCount(counts: ReadonlyMap<string, number>): BlastRadius['policies'] {
  return [...counts]
    .map(([policy, broken]) => ({ policy, broken }))
    .toSorted((a, b) => b.broken - a.broken || compare(a.policy, b.policy));
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
