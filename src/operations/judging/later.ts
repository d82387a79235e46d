import type { Judge, Preliminary, Verdict } from '../../check/judge.ts';
import { tokens, type JsonObject, type JsonPointer } from '../../core/json.ts';
import { allParts, noParts, partOf, type Parts } from '../../core/parts.ts';
import type { Outcome, Policy, Violation } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { annotation } from '../../manifests/suppressions.ts';

/** Verdicts that wait until all objects are known, and what of the object they need until then. */
export interface Later {
  readonly policies: readonly Policy[];
  /** What was found, and another object may still lift. */
  readonly held: readonly Verdict[];
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

/** What waits, and which parts of an object it reads; the same object where the same waits. */
interface Reads extends Pick<Preliminary, 'waiting' | 'held'> {
  readonly parts: Parts;
}

/** By the list of policies that wait, which is the same for the same kind, and by what is held. */
export type ReadsByWaiting = Map<readonly Policy[], Map<string, Reads>>;

/** Beyond so many, what waits is kept with each object: input that differs everywhere shares nothing. */
const most = 1000;

/** Keeps of an object what policies read of it, so that the rest of it can go. */
export function later(
  { judge, reads }: { readonly judge: Judge; readonly reads: ReadsByWaiting },
  found: Preliminary,
  { object, written }: { readonly object: Resource; readonly written: Resource },
): Later {
  const known = readsFor(judge, reads, found);
  const { waiting, held, parts } = known;
  const part = (whole: Resource): Resource => partOf(whole, parts, asItIs) as JsonObject as Resource;
  const judged = part(object);
  const asWritten = object === written ? judged : part(written);
  return { policies: waiting, held, object: judged, written: asWritten };
}

function readsFor(judge: Judge, reads: ReadsByWaiting, found: Preliminary): Reads {
  const byHeld = reads.get(found.waiting) ?? new Map<string, Reads>();
  reads.set(found.waiting, byHeld);
  const key = keyOf(found.held);
  const known = byHeld.get(key) ?? readsOf(judge, found);
  if (byHeld.size < most) byHeld.set(key, known);
  return known;
}

function keyOf(held: readonly Verdict[]): string {
  return held
    .flatMap(({ policy, outcome }) =>
      violationsOf(outcome).map(
        ({ validation, message, places }) =>
          `${policy.id}\n${validation.id}\n${message}\n${places.join('\n')}`,
      ),
    )
    .join('\n\n');
}

/** Also the parts at which findings stand, so that their lines are found. */
function readsOf(judge: Judge, { waiting, held }: Preliminary): Reads {
  const places = held.flatMap(({ outcome }) =>
    violationsOf(outcome).flatMap((violation) => violation.places),
  );
  const read = judge.reads(
    waiting,
    held.map(({ policy }) => policy),
  );
  return { waiting, held, parts: allParts([read, kept, ...places.map(partsAt)]) };
}

function violationsOf(outcome: Outcome): readonly Violation[] {
  return outcome.result === 'fail' ? outcome.violations : [];
}

function partsAt(place: JsonPointer): Parts {
  return tokens(place).reduceRight<Parts>(
    (inner, token) =>
      /^\d+$/.test(token) ? { fields: {}, each: inner } : { fields: { [token]: inner }, each: null },
    noParts,
  );
}

/** The text of the document is kept for the places of findings, so that parts of it need no copies. */
function asItIs(text: string): string {
  return text;
}
