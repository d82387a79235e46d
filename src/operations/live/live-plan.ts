import { hash } from 'node:crypto';
import { z } from 'zod';
import { at, isJsonObject, type JsonObject, type JsonPointer, type JsonValue } from '../../core/json.ts';
import { risks } from '../../core/rule.ts';
import { applyPatch } from '../../fix/apply-patch.ts';
import { asWritten } from './live-object.ts';

const pointer = z.custom<JsonPointer>((value) => typeof value === 'string' && /^(?:\/|$)/.test(value));
const json = z.custom<JsonValue>((value) => value !== undefined);
const made = z.object({
  fields: z.array(z.object({ path: pointer, before: json.optional(), after: json.optional() })),
  made: z.array(pointer),
  names: z.array(z.object({ at: pointer, name: z.string() })),
});
const kind = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  resource: z.string(),
  namespaced: z.boolean(),
  verbs: z.array(z.string()),
});
const operation = z.union([
  z.object({ op: z.enum(['add', 'replace']), path: pointer, value: json }),
  z.object({ op: z.literal('remove'), path: pointer }),
]);
const change = z.object({
  kind,
  /** `cluster://context/namespace/Kind/name`. */
  file: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  uid: z.string(),
  resourceVersion: z.string(),
  /** SHA-256 of what somebody wrote of it: as long as that is the same, the plan is still what was approved. */
  written: z.string(),
  /** RFC 6902, exactly as it is sent. */
  patch: z.array(operation),
  steps: z.array(
    z.object({
      policy: z.string(),
      code: z.string().nullable(),
      title: z.string(),
      risk: z.enum(risks),
      caution: z.string().nullable(),
    }),
  ),
  /** Fingerprints of the findings that it ends. */
  ended: z.array(z.string()),
  /** What the server makes of the object by it. */
  makes: made,
});

/** The shape of a plan as it is kept. */
export const livePlanShape = z.object({
  id: z.string(),
  place: z.string(),
  context: z.string(),
  server: z.string(),
  changes: z.array(change),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** Changes of live objects: exactly these, of objects in exactly this state. */
export type LivePlan = z.infer<typeof livePlanShape>;

/** The change of one live object. */
export type LiveChange = LivePlan['changes'][number];

/** What one undo record of live objects holds. */
export const liveUndoShape = livePlanShape.omit({ evidence: true }).extend({ live: z.literal(true) });

export type LiveUndo = z.infer<typeof liveUndoShape>;

/** A plan under the id that follows from it: the same changes of the same states have the same. */
export function livePlan(plan: Omit<LivePlan, 'id'>): LivePlan {
  const { server, changes } = plan;
  const about = changes.map(({ kind: { group, resource }, namespace, name, uid, written, patch }) => [
    group,
    resource,
    namespace,
    name,
    uid,
    written,
    patch,
  ]);
  return { ...plan, id: hash('sha256', JSON.stringify([server, about])).slice(0, 16) };
}

/** Digest of what somebody wrote of an object. */
export function writtenDigest(object: JsonObject): string {
  const kept = ofControllers.reduce<JsonValue>(without, asWritten(object));
  // The first note of a controller makes the annotations that hold it.
  const noted = at(kept, annotations);
  const isBare = isJsonObject(noted) && Object.keys(noted).length === 0;
  return hash('sha256', JSON.stringify(sorted(isBare ? without(kept, annotations) : kept)));
}

function without(value: JsonValue, path: JsonPointer): JsonValue {
  return at(value, path) === undefined ? value : applyPatch(value, [{ op: 'remove', path }]);
}

const annotations: JsonPointer = '/metadata/annotations';

/** What controllers note beside what somebody wrote. */
const ofControllers: readonly JsonPointer[] = [
  '/metadata/annotations/deployment.kubernetes.io~1revision',
  '/metadata/annotations/deprecated.daemonset.template.generation',
];

/** Keys in one order: a server promises none. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
