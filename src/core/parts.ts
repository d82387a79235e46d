/** Which parts of a value are meant: all of it, or some. */
export type Parts =
  | 'all'
  | {
      readonly fields: Readonly<Record<string, Parts>>;
      /** Of every field and every element. */
      readonly each: Parts | null;
      /** What a loop goes through: of every element, and of a map only which fields it has. */
      readonly items?: Parts | null;
    };

/** What tells the elements of the lists of Kubernetes apart, most telling first. */
export const listKeys = [
  'name',
  'mountPath',
  'containerPort',
  'key',
  'port',
  'ip',
  'host',
  'topologyKey',
] as const;

/** Nothing of a value but that it is there. */
export const noParts: Parts = { fields: {}, each: null };

/** All of what some sets of parts mean. */
export function allParts(sets: readonly Parts[]): Parts {
  if (sets.length === 1) return sets[0] as Parts;
  const some = sets.filter((parts) => parts !== 'all');
  if (some.length < sets.length) return 'all';
  const each = some.flatMap((parts) => parts.each ?? []);
  const items = some.flatMap((parts) => parts.items ?? []);
  const keys = new Set(some.flatMap(({ fields }) => Object.keys(fields)));
  const fields = Array.from(keys, (key): [string, Parts] => [
    key,
    allParts(some.flatMap((parts) => partsAt(parts, key))),
  ]);
  return {
    fields: Object.fromEntries(fields),
    each: each.length === 0 ? null : allParts(each),
    items: items.length === 0 ? null : allParts(items),
  };
}

/** What is meant of every element of a list; null where not even how many there are. */
export function elementParts({ each, items = null }: Exclude<Parts, 'all'>): Parts | null {
  return each === null || items === null ? (each ?? items) : allParts([each, items]);
}

/** What is meant of one field, besides that it is there. */
function partsAt({ fields, each }: Exclude<Parts, 'all'>, key: string): Parts | readonly [] {
  return (Object.hasOwn(fields, key) ? fields[key] : each) ?? [];
}
