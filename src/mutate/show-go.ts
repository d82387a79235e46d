import { GoValue, isNativeList, isNativeMap, isNativeScalar, type Native } from './go-value.ts';

/** What is shown of a long value. */
const longest = 1000;

/** A value as Go's `%v` shows it: `map[a:b]`, `[x y]`; a long one in part. */
export function showGo(value: Native): string {
  return clip(show(value));
}

/** A value in Go's syntax, as `%#v` shows it; a long one in part. */
export function goSyntax(value: Native): string {
  return clip(syntaxOf(value));
}

function clip(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function show(value: Native): string {
  if (value instanceof GoValue) return value.shown;
  if (isNativeList(value)) return `[${value.map(show).join(' ')}]`;
  if (!isNativeMap(value)) return value === null ? '<nil>' : String(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${key}:${show(value[key] ?? null)}`);
  return `map[${entries.join(' ')}]`;
}

function syntaxOf(value: Native): string {
  if (value instanceof GoValue) return value.syntax;
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNativeList(value)) return `[]interface {}{${value.map(syntaxOf).join(', ')}}`;
  if (!isNativeMap(value)) return value === null ? '<nil>' : String(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${syntaxOf(value[key] ?? null)}`);
  return `map[string]interface {}{${entries.join(', ')}}`;
}

/** The name of a value's type in Go. */
export function goType(value: Native): string {
  if (value instanceof GoValue) return value.type;
  if (isNativeList(value)) return '[]interface {}';
  if (isNativeMap(value)) return 'map[string]interface {}';
  if (!isNativeScalar(value)) return '<nil>';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? 'int64' : 'float64';
}
