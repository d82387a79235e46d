import type { YamlValue } from '../value.ts';

/** Whether two values are the same, keys in any order. */
export function isSame(a: YamlValue | undefined, b: YamlValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSame(ownOf(a, key), ownOf(b, key)));
}

function ownOf(value: object, key: string): YamlValue | undefined {
  return (value as Readonly<Record<string, YamlValue>>)[key];
}
