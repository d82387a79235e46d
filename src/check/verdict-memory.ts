import type { JsonPointer } from '../core/json.ts';
import { ownCopy } from '../core/own-copy.ts';
import { partKey, type PartKey } from '../core/part-key.ts';
import { allParts, type Parts } from '../core/parts.ts';
import type { Policy, Request, Violation } from '../core/policy.ts';
import type { Verdict } from './verdict.ts';

/** What a policy makes of an object; null where it has nothing to say of it. */
type Answer = Verdict | null;

/** Some policies in their order, and what they made of objects that they read the same of. */
export interface VerdictMemory {
  /** In the order of the policies: `evaluate` is asked only where nobody remembers. */
  answers(request: Request, evaluate: (policy: Policy) => Answer): readonly Answer[];
}

/** How many objects are evaluated before anything is remembered: among few, nothing comes again. */
const warmUp = 12;
/** After how many objects it is told which policies read what differs little, or nearly always. */
const settled = 40;
/** How many different readings of these objects are little. */
const few = 12;
/** How much oftener a group may fail to remember than succeed before it is no longer asked. */
const patience = 48;
/** How many different objects a group remembers, and how long a reading may be: any input takes bounded memory. */
const most = 2048;
const longest = 4096;

/** Policies that are remembered together, by all that they read. */
interface Group {
  readonly parts: Parts;
  readonly key: PartKey;
  /** Their places among all policies. */
  readonly members: readonly number[];
  readonly known: Map<string, readonly Answer[]>;
  misses: number;
}

/**
 * Remembers by what policies read: what decided a verdict decides it again (docs/decisions/0014).
 * `deciding` gives the parts of an object that alone decide what a policy makes of it; null where anything else may.
 */
export function verdictMemory(
  policies: readonly Policy[],
  deciding: (policy: Policy) => Parts | null,
): VerdictMemory {
  let seen = 0;
  let groups: readonly Group[] = [];
  let others: readonly number[] = [...policies.keys()];
  /** Groups of which objects differ little, all at once: most objects are known by one key. */
  let block: Group | null = null;
  let blocked: readonly Group[] = [];
  const nothing: readonly Answer[] = policies.map(() => null);

  function settle(): void {
    blocked = groups.filter(differsLittle);
    others = [...others, ...groups.filter(isHopeless).flatMap(({ members }) => members)];
    groups = groups.filter((group) => !differsLittle(group) && !isHopeless(group));
    block = groupOf(
      allParts(blocked.map(({ parts }) => parts)),
      blocked.flatMap(({ members }) => members),
    );
  }

  return {
    answers({ object }, evaluate) {
      seen++;
      if (seen === warmUp) ({ groups, others } = groupsAmong(policies, deciding));
      if (seen === settled) settle();
      const answers = nothing.slice();
      const ask = (some: readonly number[]): void => {
        // Without an iterator: this is done for every policy and object.
        for (let at = 0; at < some.length; at++) {
          const index = some[at] as number;
          answers[index] = evaluate(policies[index] as Policy);
        }
      };
      const askEach = (some: readonly Group[]): void => {
        for (const group of some) recall(group, object, answers, () => ask(group.members));
      };
      ask(others);
      askEach(groups);
      if (block !== null) recall(block, object, answers, () => askEach(blocked));
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

/** Fills in what a group said of an object that reads the same, else what it says anew. */
function recall(group: Group, object: Request['object'], answers: Answer[], anew: () => void): void {
  const { key, members, known } = group;
  if (group.misses > patience) {
    anew();
    return;
  }
  const name = key(object);
  const remembered = known.get(name);
  if (remembered !== undefined) {
    group.misses = Math.max(group.misses - 1, -patience);
    // Without an iterator: this is done for every policy and object.
    for (let at = 0; at < members.length; at++) answers[members[at] as number] = remembered[at] ?? null;
    return;
  }
  group.misses++;
  anew();
  const fresh = members.map((index) => answers[index] ?? null);
  if (known.size < most && name.length <= longest && fresh.every(isCertain)) known.set(name, fresh.map(kept));
}

/** Errors are not remembered: whether a limit is passed hangs on what was evaluated before. */
function isCertain(answer: Answer): boolean {
  if (answer === null) return true;
  const { outcome } = answer;
  if (outcome.result === 'pass' || outcome.result === 'fail') return true;
  return outcome.result === 'skip' && outcome.unmet === true;
}

function groupsAmong(policies: readonly Policy[], deciding: (policy: Policy) => Parts | null) {
  const others: number[] = [];
  const alike = new Map<string, { readonly parts: Parts; readonly members: number[] }>();
  for (const [index, policy] of policies.entries()) {
    const parts = deciding(policy);
    if (parts === null) others.push(index);
    else {
      const name = JSON.stringify(parts);
      const same = alike.get(name) ?? { parts, members: [] };
      same.members.push(index);
      alike.set(name, same);
    }
  }
  return { groups: Array.from(alike.values(), ({ parts, members }) => groupOf(parts, members)), others };
}

function groupOf(parts: Parts, members: readonly number[]): Group {
  return { parts, key: partKey(parts), members, known: new Map(), misses: 0 };
}

/** A verdict that keeps no text of its document alive. */
function kept(answer: Answer): Answer {
  if (answer?.outcome.result !== 'fail') return answer;
  const { policy, outcome } = answer;
  const [first, ...rest] = outcome.violations;
  const violations = [keptViolation(first), ...rest.map(keptViolation)] as const;
  return { policy, outcome: { result: 'fail', violations } };
}

function keptViolation({ validation, message, places }: Violation): Violation {
  return {
    validation,
    message: ownCopy(message),
    places: places.map((place) => ownCopy(place) as JsonPointer),
  };
}
