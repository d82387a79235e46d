import { defaultLimits } from './document.ts';
import { parseJson, tooDeepInJson } from './json.ts';
import { readFast } from './read/fast.ts';
import { split } from './split.ts';
import type { YamlValue } from './value.ts';

/** The value of one plain document, or of JSON, at once; null where the text is more than that, or none. */
export function readPlain(text: string): { readonly value: YamlValue } | null {
  if (/^\s*[[{]/.test(text)) return readJson(text);
  if (text.includes('\r') || text.charCodeAt(0) === 0xfe_ff) return null;
  const [part, ...others] = split(text, 0);
  if (part === undefined) return { value: null };
  if (others.length > 0 || !part.plain) return null;
  const fast = readFast(text, part, defaultLimits.depth);
  return fast === null ? null : { value: fast.value };
}

function readJson(text: string): { readonly value: YamlValue } | null {
  if (tooDeepInJson(text, defaultLimits.depth) >= 0) return null;
  try {
    return { value: parseJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
