import { CelError } from '../../value/cel-error.ts';
import { compareAmounts, roundUp } from './amount.ts';
import type { Amount } from './amount.ts';

const formatWrong = new CelError(
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
);
const numberWrong = new CelError('unable to parse numeric part of quantity');
const suffixWrong = new CelError("unable to parse quantity's suffix");

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
}

const suffixes: ReadonlyMap<string, Suffix> = new Map<string, Suffix>([
  ['', { base: 10, exponent: 0 }],
  ...Array.from('num', (letter, index) => [letter, { base: 10, exponent: 3 * index - 9 }] as const),
  ...Array.from('kMGTPE', (letter, index) => [letter, { base: 10, exponent: 3 * index + 3 }] as const),
  ...Array.from('KMGTPE', (letter, index) => [`${letter}i`, { base: 2, exponent: 10 * index + 10 }] as const),
]);

// Sign, digits, point and fraction, suffix: everything may be missing.
const syntax = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;

const largest: Amount = { form: 'decimal', mantissa: 2n ** 63n - 1n, exponent: 0 };

// The smallest part of anything that Kubernetes knows is a billionth.
const nano = 9;

/**
 * The number that a quantity's text stands for, read as apimachinery's `ParseQuantity` reads it: `.` and
 * `Mi` are zero, less than a billionth is a billionth.
 */
export function parseAmount(text: string): Amount | CelError {
  const match = text === '' ? null : syntax.exec(text);
  if (match === null) return formatWrong;
  const [sign, integer = '', fraction = '', letters = ''] = match.slice(1);
  const suffix = readSuffix(letters);
  if (suffix === undefined) return suffixWrong;
  const amount = readNumber(integer, fraction, suffix);
  if (amount instanceof CelError || sign !== '-') return amount;
  return { ...amount, mantissa: -amount.mantissa };
}

function readNumber(integer: string, fraction: string, suffix: Suffix): Amount | CelError {
  const numerator = integer.replace(/^0+/, '') || '0';
  const amount = readWhole(numerator, fraction, suffix);
  if (amount !== undefined) return amount;
  // Only the longer way minds that there is no digit at all.
  return integer + fraction === '' ? numberWrong : readDecimal(numerator, fraction, suffix);
}

/** What fits into 64 bits for sure, by its number of digits. */
function readWhole(numerator: string, fraction: string, { base, exponent }: Suffix): Amount | undefined {
  const length = numerator.length + fraction.length;
  if (base === 10) {
    const scale = (exponent - fraction.length) | 0;
    if (length > 18 || scale < -nano) return undefined;
    return { form: 'whole', mantissa: BigInt(numerator + fraction), exponent: scale };
  }
  if (fraction !== '' || 14 - numerator.length - Math.trunc((exponent * 3) / 10) < 0) return undefined;
  return { form: 'whole', mantissa: BigInt(numerator) << BigInt(exponent), exponent: 0 };
}

function readDecimal(numerator: string, fraction: string, { base, exponent }: Suffix): Amount | CelError {
  const mantissa = BigInt(numerator + fraction);
  const amount: Amount = {
    form: 'decimal',
    mantissa: base === 2 ? mantissa << BigInt(exponent) : mantissa,
    exponent: base === 2 ? -fraction.length : (exponent - fraction.length) | 0,
  };
  const rounded = mantissa === 0n ? amount : roundUp(amount, nano);
  if (rounded instanceof CelError) return rounded;
  return base === 2 && compareAmounts(rounded, largest) > 0 ? largest : rounded;
}

function readSuffix(letters: string): Suffix | undefined {
  const known = suffixes.get(letters);
  if (known !== undefined || !/^[eE][+-]?\d+$/.test(letters)) return known;
  const exponent = BigInt(letters.slice(1).replace('+', ''));
  // INVARIANT: Go reads 64 bits and keeps 32 of them.
  return BigInt.asIntN(64, exponent) === exponent
    ? { base: 10, exponent: Number(BigInt.asIntN(32, exponent)) }
    : undefined;
}

/** An int as an amount. */
export function wholeAmount(value: number | bigint): Amount {
  return { form: 'whole', mantissa: BigInt(value), exponent: 0 };
}
