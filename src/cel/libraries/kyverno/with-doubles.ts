import { double } from '../../value/double.ts';
import type { Json } from '../../value/to-json.ts';
import type { Value } from '../../value/value.ts';

/** JSON as Kyverno reads it from text: every number is a double. */
export function withDoubles(json: Json): Value {
  if (typeof json === 'number' || typeof json === 'bigint') return double(Number(json));
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(withDoubles);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withDoubles(value)]));
}
