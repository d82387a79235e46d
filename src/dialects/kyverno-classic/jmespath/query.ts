import type { JsonValue } from '../../../core/json.ts';

export type Comparator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** The syntax tree of a JMESPath expression. */
export type Query =
  | { readonly type: 'current' }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'slice'; readonly parts: readonly (number | null)[] }
  | { readonly type: 'literal'; readonly value: JsonValue }
  | { readonly type: 'sub' | 'pipe'; readonly left: Query; readonly right: Query }
  | LogicQuery
  | ListQuery
  | { readonly type: 'reference'; readonly of: Query }
  | { readonly type: 'list'; readonly items: readonly Query[] }
  | { readonly type: 'map'; readonly entries: readonly { readonly key: string; readonly value: Query }[] }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Query[] };

/** What is true or false, or one of two values. */
export type LogicQuery =
  | { readonly type: 'or' | 'and'; readonly left: Query; readonly right: Query }
  | { readonly type: 'compare'; readonly operator: Comparator; readonly left: Query; readonly right: Query }
  | { readonly type: 'not'; readonly of: Query };

/** What makes a list. */
export type ListQuery =
  /** `[*]`, `[]`, a slice; `values` is `*`. Right is asked of each element. */
  | { readonly type: 'projection' | 'values'; readonly left: Query; readonly right: Query }
  | { readonly type: 'filter'; readonly left: Query; readonly condition: Query; readonly right: Query }
  | { readonly type: 'flatten'; readonly of: Query };
