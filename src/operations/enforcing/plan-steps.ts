import { WritError } from '../../core/errors.ts';
import { textAt, type JsonObject } from '../../core/json.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { managerOf } from '../../fix/managed-by.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import { asWritten } from '../live/live-object.ts';
import { targetOf } from '../live/plan-live-change.ts';
import type { EnforcedOutcome, NamedObject } from './enforce-live-result.ts';
import type { PlannedStep } from './enforce-plan.ts';
import { demandRights, type NeededRight } from './enforce-rights.ts';
import {
  changedFields,
  enforcedDigest,
  enforcedPart,
  isBinding,
  isWrittenByUs,
  policyOf,
  sayKey,
  withNotesOf,
} from './policy-objects.ts';
import type { ServedKinds } from './served-kinds.ts';

/** What is to be done for objects to be as they are wanted, and what each is now. */
export interface PlannedSteps {
  readonly steps: readonly PlannedStep[];
  readonly outcomes: readonly EnforcedOutcome[];
}

/**
 * Compares what is wanted with what is there, and tries every change as a dry run.
 * @throws {WritError} `TARGET_UNSUPPORTED`, `CLUSTER_FORBIDDEN`, `CLUSTER_CONFLICT` where a name is taken,
 *   `CLUSTER_REFUSED` where the server would not have an object
 */
export async function planSteps(
  cluster: Cluster,
  served: ServedKinds,
  wanted: readonly Resource[],
): Promise<PlannedSteps> {
  const kinds: ServedKind[] = [];
  for (const object of wanted) kinds.push(await served.of(object));
  const reading = kinds.map((kind) => ({ verb: 'get', kind, namespace: null }));
  await demandRights(cluster, reading);
  const drafts: Draft[] = [];
  for (const [index, object] of wanted.entries()) {
    const kind = kinds[index];
    if (kind === undefined) continue;
    const found = await cluster.get(kind, nameOf(object), namespaceOf(object));
    if (found !== null) refuseStranger(found, object);
    drafts.push({ step: stepOf(object, kind, found), found });
  }
  const makes = await tryAll(cluster, drafts);
  const isSame = ({ step, found }: Draft, index: number): boolean =>
    found !== null && step.wanted !== null && sameEnforced(found, makes[index] ?? null, step.wanted);
  return {
    steps: inOrder(drafts.filter((draft, index) => !isSame(draft, index)).map(({ step }) => step)),
    outcomes: drafts.map((draft, index) =>
      isSame(draft, index)
        ? outcomeOf(draft, 'unchanged')
        : outcomeOf(draft, statuses[draft.step.does], makes[index] ?? null),
    ),
  };
}

/** What is to be done to an object, which was read. */
interface Draft {
  readonly step: PlannedStep;
  readonly found: JsonObject | null;
}

function sameEnforced(found: JsonObject, made: JsonObject | null, wanted: JsonObject): boolean {
  return made !== null && enforcedDigest(found, wanted) === enforcedDigest(made, wanted);
}

/** Plans to take objects away, bindings first. */
export async function planRemoval(
  cluster: Cluster,
  objects: readonly { readonly kind: ServedKind; readonly found: JsonObject }[],
): Promise<PlannedSteps> {
  const drafts = objects.flatMap(({ kind, found }): readonly Draft[] => {
    const was = asWritten(found);
    if (was === null) return [];
    const step = {
      ...placeOf(was, kind),
      does: 'remove',
      wanted: null,
      was,
      found: stateOf(found, was),
    } as const;
    return [{ step, found }];
  });
  await tryAll(cluster, drafts);
  return {
    steps: inOrder(drafts.map(({ step }) => step)).toReversed(),
    outcomes: drafts.map((draft) => outcomeOf(draft, 'to remove')),
  };
}

/** Bindings after their policies. */
function inOrder(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  return steps.toSorted((a, b) => Number(isBinding(a.kind)) - Number(isBinding(b.kind)));
}

/** What somebody else made is not overwritten, and what another tool keeps would not stay. */
function refuseStranger(found: JsonObject, wanted: Resource): void {
  const name = sayKey({ kind: wanted.kind, namespace: namespaceOf(wanted), name: nameOf(wanted) });
  const owner = policyOf(found);
  if (owner === null)
    throw new WritError(
      'CLUSTER_CONFLICT',
      `${name} is in the cluster already, and is not Writ's; nothing was changed`,
      {
        hint: 'Look whose it is: rename it or remove it, or enforce the rule by another --target.',
      },
    );
  if (owner !== policyOf(wanted))
    throw new WritError(
      'CLUSTER_CONFLICT',
      `${name} is in the cluster already, for the policy \`${owner}\`; nothing was changed`,
      { hint: 'Remove that one first.' },
    );
  const manager = managerOf(found);
  if (manager !== null && !isWrittenByUs(found))
    throw new WritError(
      'CLUSTER_CONFLICT',
      `${name} is managed by ${manager.tool}, which would take the change back; nothing was changed`,
      { hint: manager.instead },
    );
}

function stepOf(wanted: Resource, kind: ServedKind, found: JsonObject | null): PlannedStep {
  const place = placeOf(wanted, kind);
  if (found === null) return { ...place, does: 'create', wanted, was: null, found: null };
  const merged = withNotesOf(found, wanted);
  return { ...place, does: 'change', wanted: merged, was: asWritten(found), found: stateOf(found, merged) };
}

function placeOf(
  object: Resource,
  kind: ServedKind,
): Pick<PlannedStep, 'kind' | 'namespace' | 'name' | 'policy'> {
  return {
    kind: { ...kind, verbs: [...kind.verbs] },
    namespace: namespaceOf(object),
    name: nameOf(object),
    policy: policyOf(object) ?? nameOf(object),
  };
}

/** In which state an object was read: as long as it enforces the same, a plan fits. */
export function stateOf(found: JsonObject, wanted: JsonObject): NonNullable<PlannedStep['found']> {
  return { uid: textAt(found, '/metadata/uid') ?? '', digest: enforcedDigest(found, wanted) };
}

const statuses = { create: 'to create', change: 'to change', remove: 'to remove' } as const;

function outcomeOf(
  { step, found }: Draft,
  status: EnforcedOutcome['status'],
  makes: JsonObject | null = null,
): EnforcedOutcome {
  const told = [
    found === null || makes === null || step.wanted === null
      ? null
      : changedFields(enforcedPart(found, step.wanted), enforcedPart(makes, step.wanted)).join(', '),
    found === null || isWrittenByUs(found) ? null : 'it was applied from a file until now',
  ].filter((text) => text !== null);
  return {
    resource: namedOf(step),
    policy: step.policy,
    status,
    why: told.length === 0 ? null : told.join('; '),
  };
}

/** A step's object as people name it. */
export function namedOf({ kind: { group, version, kind }, namespace, name }: PlannedStep): NamedObject {
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind, namespace, name };
}

/** What each step needs, and what taking it back would. */
export function rightsFor(steps: readonly PlannedStep[]): readonly NeededRight[] {
  const verbs = {
    create: ['get', 'create', 'delete'],
    change: ['get', 'update'],
    remove: ['get', 'delete', 'create'],
  } as const;
  return steps.flatMap(({ does, kind, namespace }) => verbs[does].map((verb) => ({ verb, kind, namespace })));
}

/** What the server would make of each; of what is removed null. */
async function tryAll(cluster: Cluster, drafts: readonly Draft[]): Promise<readonly (JsonObject | null)[]> {
  await demandRights(cluster, rightsFor(drafts.map(({ step }) => step)));
  const makes: (JsonObject | null)[] = [];
  const problems: string[] = [];
  for (const draft of drafts)
    try {
      makes.push(await tryStep(cluster, draft));
    } catch (cause) {
      if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_REFUSED') throw cause;
      problems.push(cause.message);
    }
  if (problems.length === 0) return makes;
  throw new WritError('CLUSTER_REFUSED', problems.join('\n'), { hint: 'Nothing was changed.' });
}

/** How often a status may get ahead of a dry run. */
const mostTries = 5;

async function tryStep(cluster: Cluster, { step, found }: Draft): Promise<JsonObject | null> {
  const { kind, namespace, name } = step;
  let current = found;
  for (let tries = 1; ; tries++)
    try {
      return await tryOnce(cluster, { step, found: current });
    } catch (cause) {
      const isLate = cause instanceof WritError && cause.code === 'CLUSTER_CONFLICT';
      if (!isLate || found === null || tries === mostTries) throw cause;
      current = await cluster.get(kind, name, namespace);
    }
}

async function tryOnce(cluster: Cluster, { step, found }: Draft): Promise<JsonObject | null> {
  const { kind, wanted } = step;
  if (wanted === null) {
    if (found !== null) await cluster.remove(kind, targetOf(found), true);
    return null;
  }
  return found === null
    ? cluster.create(kind, wanted, true)
    : cluster.replace(kind, targetOf(found), wanted, true);
}
