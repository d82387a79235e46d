/** How a key of a pattern is meant: `(k)`, `<(k)`, `=(k)`, `X(k)`, `^(k)`, `+(k)`; plain without parentheses. */
export type AnchorType =
  | 'plain'
  | 'condition'
  | 'global'
  | 'equality'
  | 'negation'
  | 'existence'
  | 'addition';

/** A key of a pattern, read. */
export interface Anchor {
  readonly type: AnchorType;
  readonly key: string;
}

const types: Readonly<Record<string, AnchorType>> = {
  '': 'condition',
  '<': 'global',
  '=': 'equality',
  X: 'negation',
  '^': 'existence',
  '+': 'addition',
};

/** The anchor that a key of a pattern writes. */
export function readAnchor(text: string): Anchor {
  const found = /^([+<=X^])?\((.+)\)$/.exec(text.trim());
  return found === null
    ? { type: 'plain', key: text }
    : { type: types[found[1] ?? ''] ?? 'plain', key: found[2] ?? '' };
}
