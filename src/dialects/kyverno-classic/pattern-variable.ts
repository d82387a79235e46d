import { and, call, equal, literal, method, not, type Cel } from './cel-text.ts';
import { isThere, orElse, type Place } from './place.ts';
import type { Scope } from './query-term.ts';
import { Refusal } from './refusal.ts';
import { absentWhen, textOf, type Single } from './term.ts';
import { hasVariable, readText } from './text-term.ts';

/** What a text with `{{ }}` in a pattern says of a place; null for plain text. */
export function patternVariable(scope: Scope): (text: string, place: Place) => Cel | null {
  return (text, place) => {
    if (/(?:^|[^\\])\$\(.[^ ]*\)/.test(text)) throw new Refusal('$( ) in a pattern', `\`${text}\``);
    if (!hasVariable(text)) return null;
    const term = readText(text, scope);
    if (term.form === 'many') throw new Refusal('{{ }} of a list in a pattern', `\`${text}\``);
    return and(not(absentWhen(term)), meets(place, term, text));
  };
}

/** Only values that hold no operators and wildcards are compared as they stand. */
function meets(place: Place, term: Single, text: string): Cel {
  if (term.kind === 'quantity') {
    const value = call('quantity', call('string', orElse(place, '0')));
    return equal(method(value, 'compareTo', call('quantity', textOf(term))), literal(0));
  }
  if (term.kind === 'name') return equal(orElse(place, ''), term.cel);
  if (term.kind === 'boolean' || term.kind === 'integer')
    return and(isThere(place), equal(place.there, term.cel));
  throw new Refusal('{{ }} in a pattern', `\`${text}\` may hold operators or wildcards`);
}
