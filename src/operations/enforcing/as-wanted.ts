import { WritError } from '../../core/errors.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import { targetOf } from '../live/plan-live-change.ts';
import { enforcedDigest, enforcedPart, withNotesOf } from './policy-objects.ts';

/**
 * Whether a live object is what was wanted. A server fills in what nobody stated: it is asked, as a dry run, what it
 * would make of the manifest now; where it may not be asked, everything that was stated must be there.
 */
export async function isAsWanted(
  cluster: Cluster,
  kind: ServedKind,
  now: JsonObject | null,
  wanted: Resource | null,
): Promise<boolean> {
  if (now === null || wanted === null) return now === wanted;
  if (enforcedDigest(now, wanted) === enforcedDigest(wanted, wanted)) return true;
  try {
    const made = await cluster.replace(kind, targetOf(now), withNotesOf(now, wanted), true);
    return enforcedDigest(now, wanted) === enforcedDigest(made, wanted);
  } catch (cause) {
    if (!(cause instanceof WritError) || !unasked.has(cause.code)) throw cause;
    return holds(enforcedPart(now, wanted), enforcedPart(wanted, wanted));
  }
}

const unasked: ReadonlySet<string> = new Set(['CLUSTER_FORBIDDEN', 'CLUSTER_REFUSED']);

/** Whether a value has all that is stated in another. */
export function holds(value: JsonValue | undefined, stated: JsonValue): boolean {
  if (isJsonObject(stated))
    return (
      value !== undefined &&
      isJsonObject(value) &&
      Object.entries(stated).every(([key, inner]) => holds(own(value, key), inner))
    );
  if (!Array.isArray(stated)) return value === stated;
  const items = stated as readonly JsonValue[];
  const given = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return given.length === items.length && items.every((item, index) => holds(given[index], item));
}
