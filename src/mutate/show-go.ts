import { GoValue, isNativeList, isNativeMap, isNativeScalar, type Native } from './go-value.ts';

/** A value as Go's `%v` shows it: `map[a:b]`, `[x y]`. */
export function showGo(value: Native): string {
  if (value instanceof GoValue) return value.shown;
  if (isNativeList(value)) return `[${value.map(showGo).join(' ')}]`;
  if (!isNativeMap(value)) return value === null ? '<nil>' : String(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${key}:${showGo(value[key] ?? null)}`);
  return `map[${entries.join(' ')}]`;
}

/** A value in Go's syntax, as `%#v` shows it. */
export function goSyntax(value: Native): string {
  if (value instanceof GoValue) return value.syntax;
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNativeList(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isNativeMap(value)) return value === null ? '<nil>' : String(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`);
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
