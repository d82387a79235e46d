import { tokens, type JsonPointer } from '../../core/json.ts';
import type { Named } from '../../core/policy.ts';
import type { RuleSubject } from '../../core/rule.ts';
import { rootPathVariable, rootVariable } from './edit-expression.ts';
import { selectAll } from './field-path.ts';

/** Where edits are rooted, by kind: the value and its path. */
export function rootOf({ roots }: RuleSubject): readonly Named[] {
  const all = Object.entries(roots);
  const times = (pointer: JsonPointer): number => all.filter(([, one]) => one === pointer).length;
  const [usual = '' as const] = all.map(([, pointer]) => pointer).toSorted((a, b) => times(b) - times(a));
  const choose = (of: (pointer: JsonPointer) => string): string =>
    [
      ...all
        .filter(([, pointer]) => pointer !== usual)
        .map(([kind, pointer]) => `object.kind == '${kind}' ? ${of(pointer)} : `),
      of(usual),
    ].join('');
  return [
    { name: rootVariable, expression: choose((pointer) => selectAll('object', tokens(pointer))) },
    { name: rootPathVariable, expression: choose((pointer) => JSON.stringify(pointer)) },
  ];
}
