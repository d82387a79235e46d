/** A resource quantity. Nanos are the smallest unit that Kubernetes knows. */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: 'binary' | 'decimal' | 'exponent';
}

const shape = /^([+-]?)0*(\d*)(?:\.(\d*))?(n|u|m|k|[MGTPE]|[KMGTPE]i|[eE][+-]?\d{1,4})?$/;
const decimals = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binaries = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nano = 10n ** 9n;
/** Binary quantities end where 64 bits do. */
const most = (2n ** 63n - 1n) * nano;

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly format: Quantity['format'];
  /** Of ten, or of 1024 in the binary format. */
  readonly power: number;
}

function partsOf(text: string): Parts | null {
  // INVARIANT: leading zeros make the match quadratic, and no number of this length is a quantity.
  const match = text.length > 500 ? null : shape.exec(text);
  if (match === null || text === '') return null;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  const parts = { negative: sign === '-', whole: whole === '' ? '0' : whole, fraction };
  if (suffix.endsWith('i')) return { ...parts, format: 'binary', power: binaries.indexOf(suffix) };
  if (/^[eE]./.test(suffix)) return { ...parts, format: 'exponent', power: Number(suffix.slice(1)) };
  return { ...parts, format: 'decimal', power: (decimals.indexOf(suffix) - 3) * 3 };
}

/** A quantity read from text, rounded away from zero to a nano; null where it is none. */
export function parseQuantity(text: string): Quantity | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const { format, power } = parts;
  // INVARIANT: only the short way, which ends at this size, takes a suffix without digits.
  if (format === 'binary' && power >= 5 && !/\d/.test(text)) return null;
  const size = sizeOf(parts);
  return { nanos: parts.negative ? -size : size, format };
}

/** In nanos, without its sign. */
function sizeOf({ whole, fraction, format, power }: Parts): bigint {
  const binary = format === 'binary';
  const digits = BigInt(whole + fraction) * (binary ? 1024n ** BigInt(power) : 1n);
  // INVARIANT: exponents are cut to a range that still ends above every limit and below every nano.
  const shift = 9 - fraction.length + (binary ? 0 : Math.max(-400, Math.min(400, power)));
  const exact = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
  return binary && exact > most ? most : exact;
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** A quantity in the form in which an API server writes it. */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const size = nanos < 0n ? -nanos : nanos;
  const sign = nanos < 0n ? '-' : '';
  const binary = format === 'binary' && size >= 1024n * nano && size % nano === 0n;
  return sign + (binary ? formatBinary(size / nano) : formatDecimal(size, format === 'exponent'));
}

function formatBinary(size: bigint): string {
  let [value, index] = [size, 0];
  while (value % 1024n === 0n && index < binaries.length - 1) [value, index] = [value / 1024n, index + 1];
  return `${value}${binaries[index] ?? ''}`;
}

function formatDecimal(size: bigint, exponent: boolean): string {
  const last = exponent ? Infinity : decimals.length - 1;
  let [value, index] = [size, 0];
  while (value % 1000n === 0n && index < last) [value, index] = [value / 1000n, index + 1];
  const power = (index - 3) * 3;
  return `${value}${exponent ? (power === 0 ? '' : `e${power}`) : (decimals[index] ?? '')}`;
}

/**
 * What an API server makes of a quantity as written: its canonical form, but as written where `resource.ParseQuantity`
 * takes its short way and thinks it canonical already (`01`, `+1`, `1024k`). In resource lists it rounds up to a thousandth.
 */
export function canonicalQuantity(text: string, inResourceList: boolean): string {
  const quantity = parseQuantity(text);
  const parts = partsOf(text);
  if (quantity === null || parts === null) return text;
  const scale = parts.format === 'binary' ? 0 : parts.power - parts.fraction.length;
  const rounded = inResourceList ? roundToMillis(quantity) : quantity;
  return scale >= (inResourceList ? -3 : -9) && isKept(text, parts) ? text : formatQuantity(rounded);
}

function roundToMillis({ nanos, format }: Quantity): Quantity {
  const milli = 10n ** 6n;
  const size = divideUp(nanos < 0n ? -nanos : nanos, milli) * milli;
  return { nanos: nanos < 0n ? -size : size, format };
}

/** The test of `resource.ParseQuantity`'s short way, as it stands there. */
function isKept(text: string, { format, whole, fraction, power }: Parts): boolean {
  const digits = whole + fraction;
  if (text === '0') return true;
  if (format === 'binary') {
    const precise = fraction === '' && 15 - whole.length - Math.trunc(power * 3) - 1 >= 0;
    return precise && (BigInt(digits) & 7n) !== 0n;
  }
  const scale = power - fraction.length;
  return digits.length <= 18 && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}
