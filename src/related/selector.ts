import { isJsonObject, own, type JsonValue } from '../core/json.ts';
import type { LabelSelector } from '../core/policy.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** A Kubernetes label selector as it stands in an object; null where it is none. */
export function readSelector(value: JsonValue | undefined): LabelSelector | null {
  if (!isJsonObject(value)) return null;
  const expressions = own(value, 'matchExpressions') ?? [];
  if (!Array.isArray(expressions)) return null;
  const matchExpressions = (expressions as readonly JsonValue[]).flatMap(readRequirement);
  // What nobody can read selects nothing.
  if (matchExpressions.length < expressions.length) return null;
  return { matchLabels: texts(own(value, 'matchLabels')), matchExpressions };
}

/** The selector that a plain map of labels is, as in a Service; null, which selects nothing, where it is empty. */
export function readPlainSelector(value: JsonValue | undefined): LabelSelector | null {
  const matchLabels = texts(value);
  return Object.keys(matchLabels).length === 0 ? null : { matchLabels, matchExpressions: [] };
}

/** A selector in either form: as `matchLabels` and `matchExpressions`, or as a plain map, where the empty one selects all. */
export function readAnySelector(value: JsonValue): LabelSelector | null {
  if (!isJsonObject(value)) return null;
  const isFull = isJsonObject(own(value, 'matchLabels')) || Array.isArray(own(value, 'matchExpressions'));
  return isFull ? readSelector(value) : { matchLabels: texts(value), matchExpressions: [] };
}

function readRequirement(value: JsonValue): LabelSelector['matchExpressions'] {
  if (!isJsonObject(value)) return [];
  const key = own(value, 'key');
  const operator = operators.find((known) => known === own(value, 'operator'));
  const listed = own(value, 'values') ?? [];
  if (typeof key !== 'string' || operator === undefined || !Array.isArray(listed)) return [];
  const values = (listed as readonly JsonValue[]).filter((item) => typeof item === 'string');
  return [{ key, operator, values }];
}

/** The entries of a map whose values are text. */
function texts(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
