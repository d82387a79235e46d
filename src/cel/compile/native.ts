import { concatText } from '../libraries/standard/arithmetic.ts';
import { contains } from '../libraries/standard/collections.ts';
import { differs } from '../libraries/standard/logic.ts';
import { Duration } from '../value/boxes.ts';
import { duration } from '../value/duration.ts';
import { spendText } from '../value/effort.ts';
import { equals } from '../value/equality.ts';
import { cancelled } from '../value/faults.ts';
import { compareText } from '../value/text.ts';
import { sizeOf } from '../value/size.ts';
import type { Value } from '../value/value.ts';
import type { Apply1, Apply2 } from './combine.ts';

/**
 * Fast paths of standard functions, in front of the general dispatch over overloads, which sees
 * whatever they do not handle.
 */
export const natives2: ReadonlyMap<string, (general: Apply2) => Apply2> = new Map<
  string,
  (general: Apply2) => Apply2
>([
  ['_==_', () => equals],
  ['_!=_', () => differs],
  ['@in', () => contains],
  [
    '_+_',
    (general) => (a, b) => {
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum;
      }
      return typeof a === 'string' && typeof b === 'string' ? concatText(a, b) : general(a, b);
    },
  ],
  [
    '_-_',
    (general) => (a, b) => {
      if (typeof a === 'number' && typeof b === 'number') {
        const difference = a - b;
        if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(difference)) {
          return difference;
        }
      }
      return general(a, b);
    },
  ],
  ['_<_', (general) => comparing(general, (order) => order < 0)],
  ['_<=_', (general) => comparing(general, (order) => order <= 0)],
  ['_>_', (general) => comparing(general, (order) => order > 0)],
  ['_>=_', (general) => comparing(general, (order) => order >= 0)],
  [
    'contains',
    (general) => onText(general, (text, part) => (spendText(text.length) ? text.includes(part) : cancelled)),
  ],
  ['startsWith', (general) => onText(general, (text, start) => text.startsWith(start))],
  ['endsWith', (general) => onText(general, (text, end) => text.endsWith(end))],
]);

/** The same for functions of one argument. */
export const natives1: ReadonlyMap<string, (general: Apply1) => Apply1> = new Map<
  string,
  (general: Apply1) => Apply1
>([
  ['!_', (general) => (a) => (typeof a === 'boolean' ? !a : general(a))],
  ['-_', (general) => (a) => (a instanceof Duration ? duration(-a.nanos) : general(a))],
  ['size', (general) => (a) => (typeof a === 'string' ? general(a) : (sizeOf(a) ?? general(a)))],
]);

function comparing(general: Apply2, holds: (order: number) => boolean): Apply2 {
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number' && a - b === a - b) return holds(a - b);
    return typeof a === 'string' && typeof b === 'string' ? holds(compareText(a, b)) : general(a, b);
  };
}

function onText(general: Apply2, holds: (a: string, b: string) => Value): Apply2 {
  return (a, b) => (typeof a === 'string' && typeof b === 'string' ? holds(a, b) : general(a, b));
}
