import { readPattern, type Pattern } from '../cel/value/regex/pattern.ts';

const longest = 200;

/** Texts that a pattern probably matches, for whoever then tries them; empty where it is beyond the plain part of RE2. */
export function sampleTexts(pattern: string): readonly string[] {
  const structure = readPattern(pattern);
  if (structure === undefined) return [];
  const shortest = textOf(structure, 0);
  return [...new Set([shortest, textOf(structure, 1), ...choicesOf(structure)])].filter(
    (text) => text.length <= longest,
  );
}

/** One text for each alternative of the outermost choice. */
function choicesOf(pattern: Pattern): readonly string[] {
  if (pattern.kind === 'choice') return pattern.parts.map((part) => textOf(part, 1));
  if (pattern.kind !== 'sequence') return [];
  const at = pattern.parts.findIndex(({ kind }) => kind === 'choice');
  const choice = pattern.parts[at];
  if (choice?.kind !== 'choice') return [];
  return choice.parts.map((part) =>
    pattern.parts.map((one, index) => textOf(index === at ? part : one, 1)).join(''),
  );
}

function textOf(pattern: Pattern, atLeast: 0 | 1): string {
  switch (pattern.kind) {
    case 'set':
      return characterOf(pattern.ranges);
    case 'start':
    case 'end':
      return '';
    case 'sequence':
      return pattern.parts.map((part) => textOf(part, atLeast)).join('');
    case 'choice':
      return pattern.parts[0] === undefined ? '' : textOf(pattern.parts[0], atLeast);
    case 'repeat': {
      const times = Math.min(Math.max(pattern.min, atLeast), pattern.max, longest);
      return textOf(pattern.part, atLeast).repeat(times);
    }
  }
}

const preferred = 'a10-./:A_@';

/** A character of a set, an ordinary one where there is one. */
function characterOf(ranges: readonly (readonly [number, number])[]): string {
  const ordinary = Array.from(preferred).find((character) => {
    const point = character.codePointAt(0) ?? 0;
    return ranges.some(([from, to]) => from <= point && point <= to);
  });
  if (ordinary !== undefined) return ordinary;
  const first = ranges[0]?.[0];
  return first === undefined ? '' : String.fromCodePoint(first);
}
