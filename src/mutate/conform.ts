import { atomOf, narrow, type At, type Atom, type ListAtom, type MapAtom } from './atom.ts';
import { elementKey } from './element-key.ts';
import { isNativeList, isNativeMap, isNativeScalar, type Native } from './go-value.ts';
import { goSyntax, goType, showGo } from './show-go.ts';

/** How deep objects are walked; the stack holds more, but not without end. */
export const deepest = 500;

/** One place where a value does not conform: its path as the API server writes it, and why. */
export interface Mismatch {
  readonly path: string;
  readonly why: string;
}

/** How a value fails its schema, in structured-merge-diff's words; nothing where it conforms. */
export function mismatches(value: Native, at: At, duplicates: 'allowed' | 'refused'): readonly Mismatch[] {
  return walk({ value, at, path: '', depth: 0 }, duplicates === 'allowed');
}

/** Mismatches as one sentence, or as a list where there are several. */
export function describeMismatches(found: readonly Mismatch[]): string {
  const lines = found.map(({ path, why }) => (path === '' ? why : `${path}: ${why}`));
  return lines.length === 1 ? (lines[0] ?? '') : ['errors:', ...lines.map((line) => `  ${line}`)].join('\n');
}

interface Visit {
  readonly value: Native;
  readonly at: At;
  readonly path: string;
  readonly depth: number;
}

function walk(visit: Visit, duplicates: boolean): readonly Mismatch[] {
  if (visit.depth > deepest) return [{ path: visit.path, why: 'value is nested too deeply' }];
  const { map, scalar, list } = narrow(atomOf(visit.at), shapeOf(visit.value));
  if (map !== null) return walkMap(visit, map, duplicates);
  if (scalar !== null) return walkScalar(visit, scalar);
  return list === null ? [] : walkList(visit, list, duplicates);
}

/** Which shape a value has; null for what has none, and for null. */
export function shapeOf(value: Native | undefined): 'scalar' | 'list' | 'map' | null {
  if (isNativeScalar(value)) return 'scalar';
  if (isNativeList(value)) return 'list';
  return isNativeMap(value) ? 'map' : null;
}

function walkMap(visit: Visit, map: MapAtom, duplicates: boolean): readonly Mismatch[] {
  const { value, path, depth } = visit;
  if (value === null) return [];
  if (!isNativeMap(value)) return [{ path, why: `expected map, got &{${showGo(value)}}` }];
  const found: Mismatch[] = [];
  for (const [key, field] of Object.entries(value)) {
    const at = map.field(key) ?? map.other;
    const inner = `${path}.${key}`;
    if (at === null) {
      // The API server looks no further among these fields.
      found.push({ path: inner, why: 'field not declared in schema' });
      break;
    }
    found.push(...walk({ value: field, at, path: inner, depth: depth + 1 }, duplicates));
  }
  return found;
}

function walkList(visit: Visit, list: ListAtom, duplicates: boolean): readonly Mismatch[] {
  const { value, path, depth } = visit;
  if (value === null) return [];
  if (!isNativeList(value)) return [{ path, why: `expected list, got &{${showGo(value)}}` }];
  const found: Mismatch[] = [];
  const seen = new Set<string>();
  for (const [index, element] of value.entries()) {
    let token = `[${index}]`;
    if (!list.atomic) {
      const identity = elementKey(list, element);
      if ('problem' in identity) {
        found.push({ path, why: `element ${index}: ${identity.problem}` });
        break;
      }
      token = identity.key;
      if (seen.has(token) && !duplicates) found.push({ path, why: `duplicate entries for key ${token}` });
      seen.add(token);
    }
    const inner = { value: element, at: list.element, path: `${path}${token}`, depth: depth + 1 };
    found.push(...walk(inner, duplicates));
  }
  return found;
}

function walkScalar({ value, path }: Visit, scalar: NonNullable<Atom['scalar']>): readonly Mismatch[] {
  const why = scalarProblem(scalar, value);
  return why === null ? [] : [{ path, why }];
}

function scalarProblem(scalar: NonNullable<Atom['scalar']>, value: Native): string | null {
  if (value === null) return null;
  const type = typeof value;
  switch (scalar) {
    case 'numeric':
      return type === 'number' || type === 'bigint'
        ? null
        : `expected numeric (int or float), got ${goType(value)}`;
    case 'string':
      return type === 'string'
        ? null
        : `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
    case 'boolean':
      return type === 'boolean' ? null : `expected boolean, got &{${showGo(value)}}`;
    default:
      return isNativeScalar(value) ? null : `expected any scalar, got &{${showGo(value)}}`;
  }
}
