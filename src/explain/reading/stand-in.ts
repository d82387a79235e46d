import { print } from '../../cel/index.ts';
import { isEmpty } from './absence.ts';
import type { Noun } from './noun.ts';

/** ` (1 if unset)`: what stands in for a field that is absent; empty where nothing does, or nothing to speak of. */
export function standIn({ place }: Noun): string {
  const orElse = place?.orElse;
  if (orElse === undefined || orElse === 'none' || isEmpty(orElse)) return '';
  const text = place?.orElseText ?? print(orElse);
  return text === 'false' || text === 'null' ? '' : ` (${text} if unset)`;
}

/** A noun as part of another, with what stands in for it. */
export function spoken(noun: Noun): string {
  return `${noun.text}${standIn(noun)}`;
}
