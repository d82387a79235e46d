import { hash } from 'node:crypto';
import type { SetJudge, SetVerdict } from '../../check/set-verdict.ts';
import { own, type JsonObject } from '../../core/json.ts';
import type { Facts, Policy } from '../../core/policy.ts';
import { isResource, namespaceOf, type Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import { withoutSecrets } from '../../manifests/without-secrets.ts';
import type { ServedKind } from '../cluster-port.ts';
import { requestFor } from './blast-radius.ts';
import { isBroken } from './count-broken.ts';
import type { LiveSamples } from './live-samples.ts';
import type { KnownExample } from './enforce-live.ts';
import type { Action } from './enforce-live-result.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import type { ServedKinds } from './served-kinds.ts';

/** What objects to try a policy with are chosen by. */
export interface Choosing {
  readonly judge: SetJudge;
  readonly nameOf: (policy: Policy) => string;
  readonly facts: Facts;
  readonly served: ServedKinds;
  readonly examples: readonly KnownExample[];
  /** Live objects that break a policy, and that do not, by its name. */
  readonly live: ReadonlyMap<string, LiveSamples>;
  /** Names of the namespaces that are there. */
  readonly namespaces: readonly string[];
}

/** A policy as it is to be seen at work. */
export interface Probed {
  readonly policy: string;
  readonly kind: string;
  /** The rules that it is of, and its name. */
  readonly names: readonly string[];
  /** `change` where it refuses nothing. */
  readonly action: Action | 'change';
}

/** How many objects of a kind are kept, should the first not do. */
const most = 4;

/**
 * Objects that a policy must refuse and must let pass, in a namespace where it is at work: what is judged here is what
 * the server is asked. Those that no other policy refuses come first: a server tells only one refusal.
 */
export async function chooseProbes(probed: Probed, choosing: Choosing): Promise<PlannedProbes> {
  const { policy, kind: of, action } = probed;
  if (action === 'change') return chooseChanges(probed, choosing);
  const fail: (readonly [others: number, object: Resource])[] = [];
  const pass: (readonly [others: number, object: Resource])[] = [];
  for (const example of examplesFor(probed, choosing)) {
    const kind = await choosing.served.find(example.apiVersion, example.kind);
    if (kind === null || isSecret(example)) continue;
    const found = placeExample(example, { probed, kind, choosing });
    if (found !== null) (found.isBroken ? fail : pass).push([found.others, found.object]);
  }
  const best = (list: typeof fail): Resource[] =>
    list
      .toSorted(([a], [b]) => a - b)
      .slice(0, most)
      .map(([, object]) => object);
  const live = choosing.live.get(probed.policy) ?? { fail: [], pass: [] };
  const isUnknown = fail.length === 0 && live.fail.length === 0;
  const why = isUnknown ? 'nobody here knows an object that it must refuse' : null;
  return {
    policy,
    kind: of,
    action,
    fail: best(fail),
    pass: best(pass),
    live: copied(live),
    change: [],
    why,
  };
}

/** The same for a policy that changes objects: some that it must change. */
async function chooseChanges(probed: Probed, choosing: Choosing): Promise<PlannedProbes> {
  const { policy, kind: of, action } = probed;
  const change: { object: Resource; after: Resource }[] = [];
  for (const example of examplesFor(probed, choosing)) {
    const kind = await choosing.served.find(example.apiVersion, example.kind);
    if (kind === null || isSecret(example) || change.length === most) continue;
    for (const namespace of kind.namespaced ? choosing.namespaces : [null]) {
      const object = placed(example, namespace, probeName(example));
      const after = changedBy(object, namespace, { probed, kind, choosing });
      if (after === null) continue;
      change.push({ object, after });
      break;
    }
  }
  const why = change.length === 0 ? 'nobody here knows an object that it must change' : null;
  return { policy, kind: of, action, fail: [], pass: [], live: { fail: [], pass: [] }, change, why };
}

/** Those of its own rules; where there are none, some of all. */
function examplesFor({ names }: Probed, { examples }: Choosing): readonly Resource[] {
  const own = examples.filter(({ of }) => names.includes(of));
  return (own.length > 0 ? own : examples.slice(0, mostOfOthers)).map(({ resource }) => resource);
}

/** How many examples of other rules are tried. */
const mostOfOthers = 60;

function changedBy(
  object: Resource,
  namespace: string | null,
  { probed, kind, choosing: { judge, nameOf, facts } }: Placing,
): Resource | null {
  const request = { ...requestFor(object, kind), ...(namespace !== null && { namespace }) };
  const own = judge.judge(request, facts).verdicts.filter(({ policy }) => nameOf(policy) === probed.policy);
  const after = own.findLast(({ changed }) => changed !== null)?.changed ?? null;
  return after !== null && isResource(after) && diffPatch(object, after).length > 0 ? after : null;
}

function isSecret(example: Resource): boolean {
  const text = JSON.stringify(example);
  return withoutSecrets(text) !== text;
}

function copied({ fail, pass }: LiveSamples): PlannedProbes['live'] {
  return { fail: fail.map((one) => ({ ...one })), pass: pass.map((one) => ({ ...one })) };
}

interface Placing {
  readonly probed: Probed;
  readonly kind: ServedKind;
  readonly choosing: Choosing;
}

interface PlacedExample {
  readonly object: Resource;
  readonly isBroken: boolean;
  /** How many other policies break on it. */
  readonly others: number;
}

/** An example where a policy is at work, under a name of its own unless the policy asks for names. */
function placeExample(example: Resource, placing: Placing): PlacedExample | null {
  const stated = verdictsOn(example, null, placing);
  for (const namespace of placesFor(example, placing))
    for (const name of [probeName(example), null]) {
      const object = placed(example, namespace, name);
      const found = verdictsOn(object, namespace, placing);
      if (found === null || (stated !== null && stated.isBroken !== found.isBroken)) continue;
      return { ...found, object };
    }
  return null;
}

/** Where an example may be tried: where it says, if that is there, or else anywhere. */
function placesFor(
  example: Resource,
  { kind, choosing: { namespaces } }: Placing,
): readonly (string | null)[] {
  if (!kind.namespaced) return [null];
  const own = namespaceOf(example);
  return own !== null && namespaces.includes(own) ? [own, ...namespaces] : namespaces;
}

function verdictsOn(
  object: Resource,
  namespace: string | null,
  { probed, kind, choosing: { judge, nameOf, facts } }: Placing,
): Omit<PlacedExample, 'object'> | null {
  const request = { ...requestFor(object, kind), ...(namespace !== null && { namespace }) };
  const { verdicts } = judge.judge(request, facts);
  const isOwn = ({ policy }: SetVerdict): boolean => nameOf(policy) === probed.policy;
  const own = verdicts.filter(isOwn);
  const isSettled = own.some(({ outcome }) => outcome.result === 'fail' || outcome.result === 'pass');
  if (!isSettled) return null;
  const breaks = ({ policy, outcome }: SetVerdict): boolean => isBroken(outcome, policy);
  return {
    isBroken: own.some(breaks),
    others: verdicts.filter((verdict) => !isOwn(verdict) && breaks(verdict)).length,
  };
}

/** A name that nothing else has. */
function probeName(example: Resource): string {
  return `writ-probe-${hash('sha256', JSON.stringify(example)).slice(0, 8)}`;
}

/** Kinds whose names say what they are. */
const namedByContent: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'APIService']);

function placed(example: Resource, namespace: string | null, name: string | null): Resource {
  const metadata = (own(example, 'metadata') ?? {}) as JsonObject;
  const { namespace: _, ...rest } = metadata;
  return {
    ...example,
    metadata: {
      ...rest,
      ...(name !== null && !namedByContent.has(example.kind) && { name }),
      ...(namespace !== null && { namespace }),
    },
  };
}
