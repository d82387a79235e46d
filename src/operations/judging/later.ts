import type { Judge } from '../../check/judge.ts';
import type { Verdict } from '../../check/verdict.ts';
import { tokens, type JsonObject, type JsonPointer } from '../../core/json.ts';
import { partCopy, type PartCopy } from '../../core/part-copy.ts';
import { allParts, noParts, type Parts } from '../../core/parts.ts';
import type { Outcome, Policy, Violation } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { annotation } from '../../manifests/suppressions.ts';
import type { Judging } from './judge-resource.ts';

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

/** What copies what is read: by the list of policies that wait, which is the same for the same kind, and by where what is held stands. */
export type ReadsByWaiting = Map<readonly Policy[], Map<string, PartCopy>>;

/** Beyond so many, what is read is worked out for each object: input that differs everywhere shares nothing. */
const most = 1000;

/** Verdicts that wait, of which objects are kept as far as policies read them: the rest of these can go. */
export function keptFor(judging: Pick<Judging, 'judge' | 'reads' | 'given'>, later: Later): Later {
  // Policies of others may read anything of it.
  if (judging.given?.waits === true) return later;
  const { policies, held, object, written } = later;
  const copy = copyFor(judging, later);
  const part = (whole: Resource): Resource => copy(whole, asItIs) as JsonObject as Resource;
  const judged = part(object);
  return { policies, held, object: judged, written: object === written ? judged : part(written) };
}

function copyFor({ judge, reads }: Pick<Judging, 'judge' | 'reads'>, { policies, held }: Later): PartCopy {
  const byHeld = reads.get(policies) ?? new Map<string, PartCopy>();
  reads.set(policies, byHeld);
  const key = held.map(placesKey).join('\n\n');
  const known = byHeld.get(key);
  if (known !== undefined) return known;
  const copy = partCopy(partsRead(judge, policies, held));
  if (byHeld.size < most) byHeld.set(key, copy);
  return copy;
}

function placesKey({ policy, outcome }: Verdict): string {
  return [policy.id, ...violationsOf(outcome).flatMap(({ places }) => places)].join('\n');
}

/** Also the parts at which findings stand, so that their lines are found. */
function partsRead(judge: Judge, waiting: readonly Policy[], held: readonly Verdict[]): Parts {
  const places = held.flatMap(({ outcome }) =>
    violationsOf(outcome).flatMap((violation) => violation.places),
  );
  const read = judge.reads(
    waiting,
    held.map(({ policy }) => policy),
  );
  return allParts([read, kept, ...places.map(partsAt)]);
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
