import type { Instruction, Program } from './program.ts';
import { includes } from './ranges.ts';
import type { Ranges } from './ranges.ts';

/** A state of the machine: the instructions that it may be at. */
interface State {
  readonly at: readonly number[];
  /** Already matched, whatever follows. */
  readonly matches: boolean;
  /** Can no longer match. */
  readonly dead: boolean;
  /** Matches if the text ends here. */
  readonly matchesAtEnd: boolean;
  /** By class of character; undefined where not computed yet. */
  readonly next: (State | undefined)[];
}

/** How many instructions all states together may be at; a pattern that needs more goes to RE2. */
const mostWork = 200_000;

interface Machine {
  readonly instructions: readonly Instruction[];
  readonly alphabet: Alphabet;
  readonly states: Map<string, State>;
  /** Where the pattern starts after the first character. */
  readonly again: readonly number[];
  work: number;
}

/**
 * A matcher that reads each character of a text once: a deterministic automaton whose states are made
 * when first needed. It gives undefined where the pattern needs too many of them.
 */
export function automaton({ instructions, start }: Program): (text: string) => boolean | undefined {
  const alphabet = alphabetOf(instructions);
  const again = closure(instructions, [start], {});
  const machine: Machine = { instructions, alphabet, states: new Map(), again, work: 0 };
  const first = makeState(machine, closure(instructions, [start], { start: true }), true);
  const { ascii, kindOf } = alphabet;
  return (text) => {
    let state = first;
    for (let index = 0; index < text.length; index++) {
      if (state.matches) return true;
      if (state.dead) return false;
      const unit = text.charCodeAt(index);
      let kind = unit < 128 ? (ascii[unit] as number) : 0;
      if (unit >= 128) {
        const code = text.codePointAt(index) as number;
        if (code > 0xffff) index++;
        kind = kindOf(code);
      }
      const next = state.next[kind] ?? step(machine, state, kind);
      if (next === undefined) return undefined;
      state = next;
    }
    return state.matches || state.matchesAtEnd;
  };
}

function makeState({ instructions, alphabet }: Machine, at: readonly number[], initial: boolean): State {
  const end = closure(instructions, at, { end: true, start: initial });
  return {
    at,
    matches: at.includes(0),
    dead: at.length === 0,
    matchesAtEnd: end.includes(0),
    next: Array.from({ length: alphabet.size }, () => undefined),
  };
}

/** Makes the state after a character of a class; undefined where that has become too much. */
function step(machine: Machine, state: State, kind: number): State | undefined {
  const { instructions, alphabet, states, again } = machine;
  const sample = alphabet.samples[kind] ?? 0;
  const reached: number[] = [];
  for (const index of state.at) {
    const instruction = instructions[index];
    if (instruction?.kind === 'set' && includes(instruction.ranges, sample)) reached.push(instruction.to);
  }
  machine.work += state.at.length + again.length + alphabet.size;
  if (machine.work > mostWork) return undefined;
  // A match may start anywhere, so that each character may also be the one before the first.
  const at = closure(instructions, [...reached, ...again], {});
  const key = at.join(' ');
  const next = states.get(key) ?? makeState(machine, at, false);
  states.set(key, next);
  state.next[kind] = next;
  return next;
}

/** What may be assumed about the place in the text. */
interface Assumed {
  readonly start?: boolean;
  readonly end?: boolean;
}

/** The instructions that wait for a character, for the end, or that are the match, reachable without reading. */
function closure(
  instructions: readonly Instruction[],
  from: readonly number[],
  assumed: Assumed,
): readonly number[] {
  const seen = new Set<number>();
  const result = new Set<number>();
  const pending = [...from];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const instruction = instructions[index] as Instruction;
    if (waits(instruction, assumed)) result.add(index);
    else if (instruction.kind === 'split') pending.push(...instruction.to);
    else if (passes(instruction, assumed)) pending.push(instruction.to);
  }
  return [...result].toSorted((a, b) => a - b);
}

function waits({ kind }: Instruction, { end }: Assumed): boolean {
  return kind === 'match' || kind === 'set' || (kind === 'end' && end !== true);
}

function passes(
  instruction: Instruction,
  { start, end }: Assumed,
): instruction is Instruction & { readonly kind: 'start' | 'end' } {
  return (instruction.kind === 'start' && start === true) || (instruction.kind === 'end' && end === true);
}

/** Characters that no set of the pattern tells apart are one class. */
interface Alphabet {
  readonly size: number;
  readonly ascii: Uint16Array;
  /** A code point of each class. */
  readonly samples: readonly number[];
  readonly kindOf: (codePoint: number) => number;
}

function alphabetOf(instructions: readonly Instruction[]): Alphabet {
  const sets = instructions.flatMap((instruction): Ranges =>
    instruction.kind === 'set' ? instruction.ranges : [],
  );
  const bounds = [...new Set([0, ...sets.flatMap(([low, high]) => [low, high + 1])])].toSorted(
    (a, b) => a - b,
  );
  const kindOf = (codePoint: number): number => {
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((bounds[middle] as number) <= codePoint) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const ascii = Uint16Array.from({ length: 128 }, (_value, index) => kindOf(index));
  return { size: bounds.length, ascii, samples: bounds, kindOf };
}
