import type { CallContext } from '../../compile/call-context.ts';
import type { FunctionDeclaration, Library } from '../../library.ts';
import { string } from '../../type.ts';
import { CelError, NotEvaluable } from '../../value/cel-error.ts';
import { readPattern } from '../../value/regex/pattern.ts';
import type { Pattern } from '../../value/regex/pattern.ts';
import type { Ranges } from '../../value/regex/ranges.ts';
import { cancelled, tooLarge } from '../../value/faults.ts';
import { spendElements } from '../../value/effort.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';

/** How often `*` and `+` repeat at most, as in Kyverno's generator. */
const mostRepeats = 4096;

/** Characters that one text may have. */
const longest = 65_536;

/** What is written so far, and what chooses. */
interface Writing {
  text: string;
  readonly chance: () => number;
}

function generate(pattern: string, { chance }: CallContext): Value {
  if (chance === null) return new NotEvaluable('chance decides');
  const read = readPattern(pattern);
  if (read === undefined) return new CelError(`random: no text can be made of the pattern ${pattern}`);
  const writing: Writing = { text: '', chance };
  if (write(writing, read)) return writing.text;
  return writing.text.length > longest ? tooLarge : cancelled;
}

/** Appends a text that matches; false where it gets too long, or is too much to do. */
function write(writing: Writing, pattern: Pattern): boolean {
  if (writing.text.length > longest || !spendElements(1)) return false;
  switch (pattern.kind) {
    case 'set':
      writing.text += oneOf(pattern.ranges, writing.chance);
      return true;
    case 'sequence':
      return pattern.parts.every((part) => write(writing, part));
    case 'choice': {
      const part = pattern.parts[Math.floor(writing.chance() * pattern.parts.length)];
      return part === undefined || write(writing, part);
    }
    case 'repeat':
      return repeat(writing, pattern);
    default:
      return true;
  }
}

function repeat(writing: Writing, { part, min, max }: Pattern & { readonly kind: 'repeat' }): boolean {
  const most = Math.min(max, min + mostRepeats);
  const times = min + Math.floor(writing.chance() * (most - min + 1));
  for (let time = 0; time < times; time++) if (!write(writing, part)) return false;
  return true;
}

/** A character of some ranges, each as likely; of those that can be printed where there are any. */
function oneOf(ranges: Ranges, chance: () => number): string {
  const printable = ranges.flatMap(([from, to]): Ranges => {
    const [low, high] = [Math.max(from, 0x20), Math.min(to, 0x7e)];
    return low > high ? [] : [[low, high]];
  });
  const among = printable.length > 0 ? printable : ranges;
  let left = Math.floor(chance() * among.reduce((sum, [from, to]) => sum + to - from + 1, 0));
  for (const [from, to] of among) {
    if (left <= to - from) return String.fromCodePoint(from + left);
    left -= to - from + 1;
  }
  return '';
}

function making(name: string, style: string): FunctionDeclaration {
  const of = (pattern: string, context: CallContext): Value => generate(pattern, context);
  const short = (context: CallContext): Value => generate('[0-9a-z]{8}', context);
  return {
    name,
    overloads: [
      {
        ...global(`random_string_${style}`, { params: [string], result: string, run: of }),
        contextual: true,
      },
      {
        ...global(`random_string_default_expr_${style}`, { params: [], result: string, run: short }),
        contextual: true,
      },
    ],
  };
}

/** Kyverno's library of chance: a text that matches a pattern, eight letters and digits unless one is given. */
export const random: Library = {
  name: 'kyverno.random',
  functions: [making('random', 'non_prefixed'), making('random.random', 'prefixed')],
};
