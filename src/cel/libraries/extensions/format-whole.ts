import { Bytes, Uint } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { tooLarge } from '../../value/faults.ts';
import { isInt, typeName } from '../../value/kind.ts';
import { encodeText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';
import type { Clause } from './format-clause.ts';

const mostBytes = 2 ** 22;

/** The error of a clause given a value that it does not take. */
export function refuse(refusal: string, value: Value): CelError {
  return new CelError(`${refusal}, was given ${typeName(value)}`);
}

/** The digits of an int or uint; undefined of anything else. */
export function wholeDigits(value: Value, base: number): string | undefined {
  if (value instanceof Uint) return value.value.toString(base);
  return isInt(value) ? value.toString(base) : undefined;
}

/** `%o`: an int or uint in octal digits. */
export function octal(refusal: string): Clause {
  return (value) => wholeDigits(value, 8) ?? refuse(refusal, value);
}

/** `%b`: an int, uint or bool in binary digits. */
export function binary(refusal: string): Clause {
  return (value) => {
    if (typeof value === 'boolean') return value ? '1' : '0';
    return wholeDigits(value, 2) ?? refuse(refusal, value);
  };
}

/** `%x`: an int or uint, or the bytes of a string, in hexadecimal digits. */
export function hexadecimal(refusal: string): Clause {
  return (value) => {
    if (typeof value === 'string') return hexOf(encodeText(value));
    if (value instanceof Bytes) return hexOf(value.value);
    return wholeDigits(value, 16) ?? refuse(refusal, value);
  };
}

/** A clause with its letters in upper case. */
export function upperCase(clause: Clause): Clause {
  return (value, precision) => {
    const text = clause(value, precision);
    return text instanceof CelError ? text : text.toUpperCase();
  };
}

function hexOf(bytes: Uint8Array): string | CelError {
  if (bytes.length > mostBytes) return tooLarge;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
