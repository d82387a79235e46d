import type { Pattern } from './pattern.ts';
import type { Ranges } from './ranges.ts';

/** One instruction of a pattern's machine; targets are indexes of instructions. */
export type Instruction =
  | { readonly kind: 'set'; readonly ranges: Ranges; readonly to: number }
  | { readonly kind: 'start' | 'end'; readonly to: number }
  | { readonly kind: 'split'; readonly to: readonly number[] }
  | { readonly kind: 'match' };

/** A pattern as instructions. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Larger patterns are left to RE2, which refuses what repeats more than 1,000 times in all. */
const largest = 1000;

/** Thompson's construction, from the end backwards; undefined where repetition makes it too large. */
export function programOf(pattern: Pattern): Program | undefined {
  const instructions: Instruction[] = [{ kind: 'match' }];
  const start = add(instructions, pattern, 0);
  return instructions.length > largest ? undefined : { instructions, start };
}

/** Adds a pattern in front of an instruction; gives the index where it starts. */
function add(instructions: Instruction[], pattern: Pattern, to: number): number {
  if (instructions.length > largest) return to;
  switch (pattern.kind) {
    case 'set':
      return push(instructions, { kind: 'set', ranges: pattern.ranges, to });
    case 'start':
    case 'end':
      return push(instructions, { kind: pattern.kind, to });
    case 'sequence':
      return pattern.parts.reduceRight((after, part) => add(instructions, part, after), to);
    case 'choice':
      return push(instructions, {
        kind: 'split',
        to: pattern.parts.map((part) => add(instructions, part, to)),
      });
    case 'repeat':
      return addRepeat(instructions, pattern, to);
    default:
      return pattern satisfies never;
  }
}

function addRepeat(
  instructions: Instruction[],
  { part, min, max }: Pattern & { readonly kind: 'repeat' },
  to: number,
): number {
  let start = to;
  if (max === Infinity) {
    const loop = push(instructions, { kind: 'split', to: [] });
    instructions[loop] = { kind: 'split', to: [add(instructions, part, loop), to] };
    start = loop;
  } else {
    for (let count = min; count < max && instructions.length <= largest; count++) {
      start = push(instructions, { kind: 'split', to: [add(instructions, part, start), to] });
    }
  }
  for (let count = 0; count < min && instructions.length <= largest; count++) {
    start = add(instructions, part, start);
  }
  return start;
}

function push(instructions: Instruction[], instruction: Instruction): number {
  return instructions.push(instruction) - 1;
}
