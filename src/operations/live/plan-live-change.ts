import { identify, type Placed } from '../../check/findings.ts';
import { explain, WritError } from '../../core/errors.ts';
import type { Unplaced } from '../../core/finding.ts';
import { textAt, type JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import { fieldChanges } from '../../fix/field-changes.ts';
import { isApplied, managerOf } from '../../fix/managed-by.ts';
import { repairResource, type Faults, type Repaired, type Repairing } from '../../fix/repair-resource.ts';
import { whyUnchangeable } from '../../fix/unchangeable.ts';
import type { Cluster, PatchTarget } from '../cluster-port.ts';
import type { FixedFile, LeftOver } from '../repair/fix-result.ts';
import { endedBy, faultsOf, fixedResource, leftOf } from '../repair/fixed-resource.ts';
import type { BrokenObject } from '../repair/judge-for-fix.ts';
import { secretsIn } from '../../manifests/hidden.ts';
import { liveManifest } from './live-manifest.ts';
import { asWritten } from './live-object.ts';
import { writtenDigest, type LiveChange } from './live-plan.ts';
import type { Rights } from './rights.ts';

/** What can be done about one live object. */
export interface PlannedObject {
  readonly object: BrokenObject;
  /** What to send; null where nothing can be. */
  readonly change: LiveChange | null;
  /** What it does to the object, to be shown; null where nothing is to be changed. */
  readonly file: FixedFile | null;
  /** Where and how the change is to be made instead, why it cannot be, or what else to do; null where it simply can. */
  readonly why: string | null;
  /** Whether it is to be made where the object comes from. */
  readonly isElsewhere: boolean;
  readonly left: readonly LeftOver[];
}

/** What a plan of live objects is made with. */
export interface LivePlanning {
  readonly cluster: Cluster;
  readonly rights: Rights;
  readonly rules: Repairing['rules'];
  readonly judge: (placed: Placed) => readonly Unplaced[];
}

/**
 * Plans the repair of one live object: read anew, judged, tried on the server without being kept, and what the server
 * makes of it judged again. Where it changes meanwhile, again.
 */
export async function planLiveChange(object: BrokenObject, planning: LivePlanning): Promise<PlannedObject> {
  for (let tries = 1; tries < mostTries; tries++)
    try {
      return await planOnce(object, { ...planning, passedOver: mayBePassedOver });
    } catch (cause) {
      if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_CONFLICT') throw cause;
    }
  return planOnce(object, { ...planning, passedOver: mayBePassedOver.union(new Set(['CLUSTER_CONFLICT'])) });
}

/** How often an object is planned while others change it, if only its status. */
const mostTries = 4;

/** What one object is refused says nothing of the others. */
const mayBePassedOver: ReadonlySet<string> = new Set(['CLUSTER_REFUSED', 'CLUSTER_FORBIDDEN']);

interface Trying extends LivePlanning {
  /** Codes of errors that end the plan of the object, and not of all. */
  readonly passedOver: ReadonlySet<string>;
}

async function planOnce(object: BrokenObject, planning: Trying): Promise<PlannedObject> {
  const { kind, name, namespace, file } = object;
  const nothing = { object, change: null, file: null, why: null, isElsewhere: false, left: [] };
  const found = await planning.cluster.get(kind, name, namespace);
  const resource = found === null ? null : asWritten(found);
  if (found === null || resource === null) return nothing;
  const judge = (one: Resource): Faults => faultsOf(planning.judge(placedLive(file, one)));
  const repaired = repairResource(resource, { rules: planning.rules, judge, bar: barOf(resource) });
  const left = leftOf(file, resource, repaired, null);
  if (repaired.patch.length === 0) return { ...nothing, left };
  const endedIn = (after: Resource): readonly string[] =>
    endedBy(planning.judge, placedLive(file, resource), placedLive(file, after));
  const shown = (after: Resource): FixedFile =>
    liveManifest(file, resource, after, [fixedResource(resource, repaired, endedIn(after))]);
  const instead = insteadOf(found, resource, repaired);
  if (instead !== null)
    return { ...nothing, file: shown(repaired.after), why: instead, isElsewhere: true, left };
  const barred = (why: string): PlannedObject => ({ ...nothing, file: shown(repaired.after), why, left });
  const forbidden = await planning.rights.whyNot(kind, name, namespace);
  if (forbidden !== null) return barred(forbidden);
  const tried = await tryChange(found, object, repaired, planning);
  if ('why' in tried) return barred(tried.why);
  const { makes } = tried;
  const objection = objectionTo(repaired, judge(makes));
  if (objection !== null) return barred(objection);
  const change = { ...changeOf(found, object, repaired, makes), ended: [...endedIn(makes)] };
  return { ...nothing, change, file: shown(makes), why: isApplied(found) ? applied : null, left };
}

/** Why a change cannot be kept to be undone: it takes away, or puts elsewhere, what is secret. */
function barOf(resource: Resource): NonNullable<Repairing['bar']> {
  const secrets = secretsIn(resource);
  return (candidate) => {
    const changed = JSON.stringify([diffPatch(resource, candidate), diffPatch(candidate, resource)]);
    return secrets.some((secret) => changed.includes(secret))
      ? 'what it changes holds a secret, and no secret is kept to undo it'
      : null;
  };
}

/** Who or what makes a change of the object itself pointless or impossible. */
function insteadOf(found: JsonObject, resource: Resource, { patch }: Repaired): string | null {
  const manager = managerOf(found);
  if (manager === null)
    return whyUnchangeable(
      resource,
      patch.map(({ path }) => path),
    );
  return `it is managed by ${manager.tool}, which would take the change back. ${manager.instead}`;
}

/** What the server would make of the object, with whatever it adds; or why it would not. */
async function tryChange(
  found: JsonObject,
  { kind }: BrokenObject,
  { patch }: Repaired,
  { cluster, passedOver }: Trying,
): Promise<{ readonly makes: Resource } | { readonly why: string }> {
  try {
    const makes = asWritten(await cluster.patch(kind, targetOf(found), patch, true));
    return makes === null ? { why: 'the API server answered with something else' } : { makes };
  } catch (cause) {
    if (!(cause instanceof WritError) || !passedOver.has(cause.code)) throw cause;
    return { why: explain(cause) };
  }
}

const applied =
  'it is applied from a manifest: change that, too, or the next time somebody applies it may take this back';

/** Why what the server makes of an object is no repair: it may have changed it on its way. */
function objectionTo({ steps, faults }: Repaired, after: Faults): string | null {
  const still = steps.find(({ id }) => after.has(id));
  if (still !== undefined)
    return `the cluster makes something else of it, in which \`${still.id}\` still finds a fault`;
  const worse = [...after].find(([id, places]) => places.length > (faults.before.get(id)?.length ?? 0));
  return worse === undefined
    ? null
    : `the cluster makes something else of it, in which \`${worse[0]}\` finds a fault`;
}

function changeOf(
  found: JsonObject,
  { kind, namespace, name, file }: BrokenObject,
  repaired: Repaired,
  makes: Resource,
): Omit<LiveChange, 'ended'> {
  const { uid, resourceVersion } = targetOf(found);
  const { steps } = fixedResource(makes, repaired, []);
  return {
    kind: { ...kind, verbs: [...kind.verbs] },
    file,
    namespace,
    name,
    uid,
    resourceVersion,
    written: writtenDigest(found),
    patch: [...repaired.patch],
    steps: [...steps],
    makes: mutable(fieldChanges(asWritten(found) ?? found, makes)),
  };
}

function mutable({ fields, made, names }: ReturnType<typeof fieldChanges>): LiveChange['makes'] {
  return { fields: [...fields], made: [...made], names: [...names] };
}

/** Names an object in the state in which it was read. */
export function targetOf(found: JsonObject): PatchTarget {
  const { name, namespace } = identify(found as Resource);
  return {
    name,
    namespace,
    uid: textAt(found, '/metadata/uid') ?? '',
    resourceVersion: textAt(found, '/metadata/resourceVersion') ?? '',
  };
}

/** A live object as what is judged stands: it has no text, and so no lines. */
export function placedLive(file: string, resource: Resource): Placed {
  const nowhere = { line: 0, column: 0 };
  return { resource, named: identify(resource), file, document: 1, base: '', locate: () => nowhere };
}
