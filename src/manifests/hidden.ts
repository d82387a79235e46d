import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { addPrivateValues } from './private-values.ts';

/** Values shorter than this are too common to be replaced wherever they stand. */
const shortest = 4;
/** The same for values that nothing tells to be secret, only where they stand: literals, annotations, settings. */
const shortestPrivate = 8;
/** Words of a text over several lines, of which one line may be shown. */
const shortestWord = 12;

/** What must not be shown of a resource, longest first. */
export interface Hidden {
  /** Whole values: replaced in whatever is said about the resource. */
  readonly values: readonly string[];
  /** Also the words of longer texts: replaced in excerpts, which may show a part of a value. */
  readonly parts: readonly string[];
}

/** A secret that is shorter is too often a part of something else. */
const shortestSecret = 8;

/** The values of a resource that are known to be secret, in every form in which they may stand: none may be stored. */
export function secretsIn(resource: Resource): readonly string[] {
  const values = new Set<string>();
  const secret = (value: JsonValue | undefined): void => {
    if (typeof value !== 'string') return;
    for (const form of formsOf(value)) if (form.length >= shortestSecret) values.add(form);
  };
  addPrivateValues(resource, { secret, private: () => undefined });
  return [...values];
}

/**
 * The values of a resource that must not be shown: Secret and ConfigMap data, literals of variables, arguments,
 * annotations, settings whose name or shape tells, credentials in URLs. Also decoded, escaped, and line by line.
 */
export function hiddenIn(resource: Resource): Hidden {
  const values = new Set<string>();
  const parts = new Set<string>();
  const adding =
    (least: number) =>
    (value: JsonValue | undefined): void => {
      if (typeof value !== 'string') return;
      for (const form of formsOf(value)) if (form.length >= least) values.add(form);
      if (/\s/.test(value))
        for (const word of value.split(/\s+/)) if (word.length >= shortestWord) parts.add(word);
    };
  addPrivateValues(resource, { secret: adding(shortest), private: adding(shortestPrivate) });
  const longestFirst = (a: string, b: string): number => b.length - a.length;
  return {
    values: [...values].toSorted(longestFirst),
    parts: [...new Set([...values, ...parts])].toSorted(longestFirst),
  };
}

/** What stands in every source as it is. */
const isPlain = /^[\w./:@+-]*$/;

/** How a value may stand in a source: whole, by line, and escaped as the quotes of YAML and JSON do it. */
function formsOf(value: string): readonly string[] {
  if (isPlain.test(value)) return [value];
  const plain = [value, value.trim(), ...value.split('\n').map((line) => line.trim())];
  if (!/["'\\]/.test(value)) return plain;
  return plain.flatMap((form) => [form, JSON.stringify(form).slice(1, -1), form.replaceAll("'", "''")]);
}
