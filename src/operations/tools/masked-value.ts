import type { JsonValue } from '../../core/json.ts';
import { mask } from '../../core/mask.ts';

/** The longest value that is quoted: a whole pod helps nobody. */
const longest = 1000;

/** A value with its secrets masked, as JSON takes it; what is long is cut to its beginning. */
export function maskedValue(value: JsonValue, secrets: readonly string[]): unknown {
  const masked = masking(value, secrets);
  const text = JSON.stringify(masked);
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : masked;
}

/** The same value with secrets masked in its texts and keys; whole numbers beyond what JSON readers take are texts. */
export function masking(value: JsonValue, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return mask(value, secrets);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => masking(item, secrets));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [mask(key, secrets), masking(item, secrets)]),
  );
}
