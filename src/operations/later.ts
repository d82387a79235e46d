import type { Judge } from '../check/judge.ts';
import type { JsonObject } from '../core/json.ts';
import { bothParts, noParts, partOf, type Parts } from '../core/parts.ts';
import type { Policy } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import { annotation } from '../manifests/suppressions.ts';

/** Verdicts that wait until all objects are known, and what of the object they need until then. */
export interface Later {
  readonly policies: readonly Policy[];
  /** As it is judged. */
  readonly object: Resource;
  /** As it was written. */
  readonly written: Resource;
}

/** What is kept of every object: who it is, what scopes select it by, and what it is excepted from. */
const kept: Parts = {
  fields: {
    apiVersion: noParts,
    kind: noParts,
    metadata: {
      fields: {
        name: noParts,
        generateName: noParts,
        namespace: noParts,
        annotations: { fields: { [annotation]: noParts }, each: null },
        labels: 'all',
      },
      each: null,
    },
  },
  each: null,
};

/** Some policies, and what they read of an object; the same object for the same policies. */
export interface Reads {
  readonly policies: readonly Policy[];
  readonly parts: Parts;
}

/** Keeps of an object what policies read of it, so that the rest of it can go. */
export function later(
  { judge, reads }: { readonly judge: Judge; readonly reads: Map<string, Reads> },
  waiting: readonly Policy[],
  { object, written }: { readonly object: Resource; readonly written: Resource },
): Later {
  const key = waiting.map(({ id }) => id).join(' ');
  const known = reads.get(key) ?? { policies: waiting, parts: bothParts(kept, judge.reads(waiting)) };
  reads.set(key, known);
  const { policies, parts } = known;
  const part = (whole: Resource): Resource => partOf(whole, parts, asItIs) as JsonObject as Resource;
  const judged = part(object);
  const asWritten = object === written ? judged : part(written);
  return { policies, object: judged, written: asWritten };
}

/** The text of the document is kept for the places of findings, so that parts of it need no copies. */
function asItIs(text: string): string {
  return text;
}
