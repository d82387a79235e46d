import type { Library } from '../../library.ts';
import { int, list, optional, string } from '../../type.ts';
import { Optional } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { integerOverflow, tooLarge } from '../../value/faults.ts';
import type { Whole } from '../../value/integer.ts';
import { longestText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';
import { none } from '../optional.ts';
import { global } from '../standard/overload.ts';
import { quoteGo } from './quote.ts';
import { finder } from '../../value/finder.ts';
import type { Finder, RegexMatch } from '../../value/finder.ts';

const maxCount = 2 ** 31 - 1;

/** A pattern that captures at most one group. */
function extractor(pattern: string): Finder | CelError {
  const compiled = finder(pattern);
  if (compiled instanceof CelError) return new CelError(`given regex is invalid: ${compiled.message}`);
  if (compiled.groups <= 1) return compiled;
  return new CelError(`regular expression has more than one capturing group: ${quoteGo(pattern)}`);
}

/** What a match extracts: its group, or all of it where there is none. */
function extracted(text: string, match: RegexMatch): string {
  const [start, end] = match[1] ?? match[0] ?? [0, 0];
  return start === -1 ? '' : text.slice(start, end);
}

/** The first match of a pattern, or its group; an empty group is nothing. */
function extract(text: string, pattern: string): Value {
  const compiled = extractor(pattern);
  if (compiled instanceof CelError) return compiled;
  const match = compiled.first(text);
  if (match === undefined) return none;
  const found = extracted(text, match);
  return found === '' && compiled.groups === 1 ? none : new Optional(found);
}

/** All matches of a pattern, or their groups but for empty ones. */
function extractAll(text: string, pattern: string): Value {
  const compiled = extractor(pattern);
  if (compiled instanceof CelError) return compiled;
  const found = compiled.all(text).map((match) => extracted(text, match));
  return compiled.groups === 1 ? found.filter((each) => each !== '') : found;
}

/** The text with matches replaced, at most so many where the count is not negative; `\1` stands for a group. */
function replace(text: string, pattern: string, replacement: string, count: Whole = -1): Value {
  if (count === 0) return text;
  if (count > maxCount) return integerOverflow;
  const compiled = finder(pattern);
  if (compiled instanceof CelError) return compiled;
  const parts: string[] = [];
  let length = 0;
  let last = 0;
  for (const match of compiled.all(text, count < 0 ? Infinity : Number(count))) {
    const filled = fill(replacement, match, text);
    if (filled instanceof CelError) return filled;
    const [start, end] = match[0] ?? [0, 0];
    parts.push(text.slice(last, start), filled);
    length += filled.length;
    if (length > longestText) return tooLarge;
    last = end;
  }
  return parts.join('') + text.slice(last);
}

const reference = /\\(.?)/gsu;

function fill(replacement: string, match: RegexMatch, text: string): string | CelError {
  let filled = '';
  let last = 0;
  for (const { 0: all, 1: escaped = '', index } of replacement.matchAll(reference)) {
    const part = escaped === '\\' ? escaped : groupOf(escaped, { replacement, match, text });
    if (part instanceof CelError) return part;
    filled += replacement.slice(last, index) + part;
    last = index + all.length;
  }
  return filled + replacement.slice(last);
}

function groupOf(
  escaped: string,
  {
    replacement,
    match,
    text,
  }: { readonly replacement: string; readonly match: RegexMatch; readonly text: string },
): string | CelError {
  const invalid = `invalid replacement string: '${replacement}' \\`;
  if (escaped === '') return new CelError(`${invalid} not allowed at end`);
  if (!/^\d$/.test(escaped)) return new CelError(`${invalid} must be followed by a digit or \\`);
  const group = match[Number(escaped)];
  if (group === undefined) {
    const groups = match.length - 1;
    return new CelError(
      `replacement string references group ${escaped} but regex has only ${groups} group(s)`,
    );
  }
  return group[0] === -1 ? '' : text.slice(...group);
}

/** cel-go's library of regular expressions; it needs that of optionals. */
export const regex: Library = {
  name: 'regex',
  functions: [
    {
      name: 'regex.extract',
      overloads: [
        global('regex_extract_string_string', {
          params: [string, string],
          result: optional(string),
          run: extract,
        }),
      ],
    },
    {
      name: 'regex.extractAll',
      overloads: [
        global('regex_extractAll_string_string', {
          params: [string, string],
          result: list(string),
          run: extractAll,
        }),
      ],
    },
    {
      name: 'regex.replace',
      overloads: [
        global('regex_replace_string_string_string', {
          params: [string, string, string],
          result: string,
          run: replace,
        }),
        global('regex_replace_string_string_string_int', {
          params: [string, string, string, int],
          result: string,
          run: replace,
        }),
      ],
    },
  ],
};
