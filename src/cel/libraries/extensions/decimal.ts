// No double has more digits than this after the point.
const mostFraction = 1074;

/** A double times a power of ten, as a whole number. */
function scaled(value: number, power: number): bigint {
  const [mantissa, exponent] = partsOf(Math.abs(value));
  const tens = 10n ** BigInt(Math.abs(power));
  const above = power >= 0 ? mantissa * tens : mantissa;
  const below = power >= 0 ? 1n : tens;
  return exponent >= 0n ? halfEven(above << exponent, below) : halfEven(above, below << -exponent);
}

/** A positive double as a whole number times a power of two. */
function partsOf(value: number): readonly [bigint, bigint] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = bits >> 52n;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  return exponent === 0n ? [fraction, -1074n] : [fraction | (1n << 52n), exponent - 1075n];
}

function halfEven(above: bigint, below: bigint): bigint {
  const quotient = above / below;
  const twice = (above % below) * 2n;
  const up = twice > below || (twice === below && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** A finite double with so many digits after the point, as Go's `%.nf` writes it. */
export function toFixed(value: number, precision: number): string {
  const kept = Math.min(precision, mostFraction);
  const digits = scaled(value, kept)
    .toString()
    .padStart(kept + 1, '0');
  const point = digits.length - kept;
  const fraction = digits.slice(point).padEnd(precision, '0');
  return `${signOf(value)}${digits.slice(0, point)}${precision === 0 ? '' : `.${fraction}`}`;
}

/** The parts of a number in scientific notation. */
export interface Scientific {
  readonly sign: '' | '-';
  /** The first stands before the point. */
  readonly digits: string;
  readonly exponent: number;
}

/** A finite double with so many digits after the first, as Go's `%.ne` writes it. */
export function toScientific(value: number, precision: number): Scientific {
  const sign = signOf(value);
  if (value === 0) return { sign, digits: '0'.padEnd(precision + 1, '0'), exponent: 0 };
  const kept = Math.min(precision, mostFraction);
  // The shortest digits may have been rounded up to the next power of ten, or these may be.
  let exponent = Number(value.toExponential().split('e')[1]);
  let digits = scaled(value, kept - exponent).toString();
  if (digits.length !== kept + 1) {
    exponent += digits.length - kept - 1;
    digits = scaled(value, kept - exponent).toString();
  }
  return { sign, digits: digits.padEnd(precision + 1, '0'), exponent };
}

/** `-` of a negative double, also of -0. */
function signOf(value: number): '' | '-' {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}
