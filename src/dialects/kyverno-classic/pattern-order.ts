import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import { readAnchor, type Anchor, type AnchorType } from './anchor.ts';

/** An entry of a pattern's map. */
export interface Entry extends Anchor {
  readonly value: JsonValue;
}

const early: ReadonlySet<AnchorType> = new Set(['condition', 'equality', 'negation', 'existence']);
const anchored: ReadonlySet<AnchorType> = new Set([...early, 'global']);

/**
 * The entries of a pattern's map in the order in which Kyverno judges them: anchors first, by their key; then
 * what holds global anchors or anchors deeper down, backwards; then the rest.
 */
export function orderOf(pattern: JsonObject): {
  readonly anchors: readonly Entry[];
  readonly fields: readonly Entry[];
} {
  const entries = Object.keys(pattern)
    .toSorted()
    .map((text) => ({ ...readAnchor(text), value: pattern[text] ?? null }));
  const fields = entries.filter(({ type }) => !early.has(type));
  const isFirst = ({ type, value }: Entry): boolean => type === 'global' || hasAnchors(value);
  return {
    anchors: entries.filter(({ type }) => early.has(type)),
    fields: [...fields.filter(isFirst).toReversed(), ...fields.filter((entry) => !isFirst(entry))],
  };
}

/** Whether a pattern has an anchor anywhere. */
function hasAnchors(pattern: JsonValue): boolean {
  if (Array.isArray(pattern)) return (pattern as readonly JsonValue[]).some(hasAnchors);
  if (!isJsonObject(pattern)) return false;
  return Object.entries(pattern).some(
    ([key, value]) => anchored.has(readAnchor(key).type) || hasAnchors(value),
  );
}
