import type { JsonPointer } from '../core/json.ts';
import { ownCopy } from '../core/own-copy.ts';
import { partKey, type PartKey } from '../core/part-key.ts';
import { bothParts, noParts, type Parts } from '../core/parts.ts';
import type { Outcome, Request, Violation } from '../core/policy.ts';

/** What a policy makes of an object; null where it does not concern it. */
export type Answer = Outcome | null;

/** Some policies in their order, and what they made of objects that they read the same of. */
export interface VerdictMemory {
  /** What each makes of an object: `evaluate` is asked only where nobody remembers. */
  answers(request: Request, evaluate: (index: number) => Answer): readonly Answer[];
}

/** How many objects are evaluated before anything is remembered: among few, nothing comes again. */
const warmUp = 12;
/** After how many objects it is told which policies read little that differs. */
const settled = 40;
/** How many different readings of these objects are little. */
const few = 12;
/** How much oftener a group may fail to remember than succeed before it is no longer asked. */
const patience = 48;
/** How many different objects a group remembers: endless input takes bounded memory. */
const most = 2048;

/** Policies that are remembered together, by all that they read. */
interface Group {
  readonly parts: Parts;
  readonly key: PartKey;
  readonly members: readonly number[];
  readonly known: Map<string, readonly Answer[]>;
  misses: number;
}

/**
 * Remembers by what policies read: what decides a verdict decides it again.
 * `readBy` gives the parts of an object that alone decide what a policy makes of it; null where something else has a say.
 */
export function verdictMemory(count: number, readBy: (index: number) => Parts | null): VerdictMemory {
  const everyone = Array.from({ length: count }, (_, index) => index);
  let seen = 0;
  let groups: readonly Group[] = [];
  let others: readonly number[] = everyone;
  /** Groups of which objects differ little, all at once: most objects are known by one key. */
  let block: Group | null = null;
  let blocked: readonly Group[] = [];

  function settle(): void {
    blocked = groups.filter(differsLittle);
    others = [...others, ...groups.filter(isHopeless).flatMap(({ members }) => members)];
    groups = groups.filter((group) => !differsLittle(group) && !isHopeless(group));
    block = groupOf(
      blocked.map(({ parts }) => parts).reduce(bothParts, noParts),
      blocked.flatMap(({ members }) => members),
    );
  }

  return {
    answers({ object }, evaluate) {
      seen++;
      if (seen === warmUp) ({ groups, others } = groupsAmong(everyone, readBy));
      if (seen === settled) settle();
      const answers: Answer[] = [];
      for (const index of others) answers[index] = evaluate(index);
      const each = (some: readonly Group[]): void => {
        for (const group of some)
          answer(group, object, answers, () => {
            for (const index of group.members) answers[index] = evaluate(index);
          });
      };
      each(groups);
      if (block !== null) answer(block, object, answers, () => each(blocked));
      return answers;
    },
  };
}

function differsLittle({ known }: Group): boolean {
  return known.size > 0 && known.size <= few;
}

function isHopeless({ misses }: Group): boolean {
  return misses > 0;
}

/** Fills in what a group answers: as it did of an object that reads the same, else anew. */
function answer(group: Group, object: Request['object'], answers: Answer[], anew: () => void): void {
  const { key, members, known } = group;
  if (group.misses > patience) {
    anew();
    return;
  }
  const name = key(object);
  const remembered = known.get(name);
  if (remembered !== undefined) {
    group.misses--;
    for (const [at, index] of members.entries()) answers[index] = remembered[at] ?? null;
    return;
  }
  group.misses++;
  anew();
  const fresh = members.map((index) => answers[index] ?? null);
  if (known.size < most && fresh.every(isCertain)) known.set(name, fresh.map(kept));
}

/** Errors are not remembered: whether a limit is passed hangs on what was evaluated before. */
function isCertain(answer: Answer): boolean {
  return answer === null || answer.result === 'pass' || answer.result === 'fail';
}

function groupsAmong(everyone: readonly number[], readBy: (index: number) => Parts | null) {
  const others: number[] = [];
  const members = new Map<string, number[]>();
  const partsBy = new Map<string, Parts>();
  for (const index of everyone) {
    const parts = readBy(index);
    if (parts === null || parts === 'all') others.push(index);
    else {
      const name = JSON.stringify(parts);
      partsBy.set(name, parts);
      members.set(name, [...(members.get(name) ?? []), index]);
    }
  }
  const groups = Array.from(partsBy, ([name, parts]) => groupOf(parts, members.get(name) ?? []));
  return { groups, others };
}

function groupOf(parts: Parts, members: readonly number[]): Group {
  return { parts, key: partKey(parts), members, known: new Map(), misses: 0 };
}

/** An outcome that keeps no text of its document alive. */
function kept(answer: Answer): Answer {
  if (answer?.result !== 'fail') return answer;
  const [first, ...rest] = answer.violations;
  return { result: 'fail', violations: [keptViolation(first), ...rest.map(keptViolation)] };
}

function keptViolation({ validation, message, places }: Violation): Violation {
  return {
    validation,
    message: ownCopy(message),
    places: places.map((place) => ownCopy(place) as JsonPointer),
  };
}
