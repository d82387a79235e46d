import type { JsonValue } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import { inputs } from './inputs.ts';

/** One change to one of the inputs: a field under another name, or another value in its place. */
export interface Mutation {
  readonly input: string;
  readonly path: readonly string[];
  readonly change: { readonly rename: string } | { readonly set: JsonValue };
}

const texts: readonly JsonValue[] = ['x', '', '80', '1x', '25%', '1Gi', '2026-11-20T21:37:35Z', 'Yg=='];
const others: readonly JsonValue[] = [7, -1, 1.5, 2 ** 31, 2 ** 53, 1e21, true, null];
const lists: readonly JsonValue[] = [[], ['a'], [1], [{}], [null], [{ name: 'a' }]];
const objects: readonly JsonValue[] = [{}, { a: 1 }, { a: 'b' }, { a: null }];
const values = [...texts, ...others, ...lists, ...objects];

const names = Object.keys(inputs).filter(
  (name) => !/^(?:quantity|size limit|image|unknown fields|generated)/.test(name),
);

/** A random change, by a generator of numbers below its argument; null where the input has nothing to change. */
export function randomMutation(below: (limit: number) => number): Mutation | null {
  const input = names[below(names.length)] ?? '';
  const paths = pathsOf(inputs[input], []).filter(
    ([first, second]) => second !== undefined && !(first === 'metadata' && second.startsWith('name')),
  );
  const path = paths[below(paths.length)];
  if (path === undefined) return null;
  const last = path.at(-1) ?? '';
  const renames = below(4) === 0 && !/^\d+$/.test(last);
  return {
    input,
    path,
    change: renames ? { rename: `${last}s` } : { set: values[below(values.length)] ?? null },
  };
}

function pathsOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

/** The input with the change made. */
export function mutated({ input, path, change }: Mutation): Resource {
  // Not `structuredClone`: inputs share parts, and a clone would share them too.
  const copy = JSON.parse(JSON.stringify(inputs[input])) as Resource;
  let holder = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if ('set' in change) holder[last] = change.set;
  else {
    holder[change.rename] = holder[last];
    delete holder[last];
  }
  return copy;
}
