import { atomOf, narrow, type At, type Atom, type ListAtom, type MapAtom } from './atom.ts';
import { elementKey } from './element-key.ts';
import { isNativeList, isNativeMap, isNativeScalar, type Native } from './go-value.ts';
import { goSyntax, goType, showGo } from './show-go.ts';

/** How deep objects are walked; the stack holds more, but not without end. */
export const deepest = 500;

/** Places that are shown of many. */
export const mostShown = 100;

/** One place where a value does not conform: its path as the API server writes it, and why. */
export interface Mismatch {
  readonly path: string;
  readonly why: string;
}

/** How a value fails its schema, in structured-merge-diff's words; nothing where it conforms. */
export function mismatches(value: Native, at: At, duplicates: 'allowed' | 'refused'): readonly Mismatch[] {
  return walk({ value, at, depth: 0, duplicates });
}

/** Mismatches as one sentence, or as a list where there are several. */
export function describeMismatches(found: readonly Mismatch[]): string {
  const lines = found.map(({ path, why }) => (path === '' ? why : `${path}: ${why}`));
  if (lines.length === 1) return lines[0] ?? '';
  const left = lines.length - mostShown;
  const shown = lines.slice(0, mostShown).map((line) => `  ${line}`);
  return ['errors:', ...shown, ...(left > 0 ? [`  … and ${left} more`] : [])].join('\n');
}

interface Visit {
  readonly value: Native;
  readonly at: At;
  readonly depth: number;
  readonly duplicates: 'allowed' | 'refused';
}

const fits: readonly Mismatch[] = [];

// Paths are put together on the way back, since almost everything conforms.
function walk(visit: Visit): readonly Mismatch[] {
  if (visit.depth > deepest) return here('value is nested too deeply');
  const { map, scalar, list } = narrow(atomOf(visit.at), shapeOf(visit.value));
  if (map !== null) return walkMap(visit, map);
  if (scalar !== null) return walkScalar(visit.value, scalar);
  return list === null ? fits : walkList(visit, list);
}

function here(why: string): readonly Mismatch[] {
  return [{ path: '', why }];
}

function within(visit: Visit, value: Native, at: At): readonly Mismatch[] {
  return walk({ value, at, depth: visit.depth + 1, duplicates: visit.duplicates });
}

function prefixed(found: readonly Mismatch[], prefix: string): readonly Mismatch[] {
  return found.map(({ path, why }) => ({ path: `${prefix}${path}`, why }));
}

/** Which shape a value has; null for what has none, and for null. */
export function shapeOf(value: Native | undefined): 'scalar' | 'list' | 'map' | null {
  if (isNativeScalar(value)) return 'scalar';
  if (isNativeList(value)) return 'list';
  return isNativeMap(value) ? 'map' : null;
}

function walkMap(visit: Visit, map: MapAtom): readonly Mismatch[] {
  const { value } = visit;
  if (value === null) return fits;
  if (!isNativeMap(value)) return here(`expected map, got &{${showGo(value)}}`);
  const found: Mismatch[] = [];
  for (const key of Object.keys(value)) {
    const at = map.field(key) ?? map.other;
    if (at === null) {
      // The API server looks no further among these fields.
      found.push({ path: `.${key}`, why: 'field not declared in schema' });
      break;
    }
    const inner = within(visit, value[key] ?? null, at);
    if (inner.length > 0) found.push(...prefixed(inner, `.${key}`));
  }
  return found;
}

function walkList(visit: Visit, list: ListAtom): readonly Mismatch[] {
  const { value } = visit;
  if (value === null) return fits;
  if (!isNativeList(value)) return here(`expected list, got &{${showGo(value)}}`);
  const found: Mismatch[] = [];
  const seen = new Set<string>();
  for (const [index, element] of value.entries()) {
    const identity = list.atomic ? { key: `[${index}]` } : elementKey(list, element);
    if ('problem' in identity) {
      found.push({ path: '', why: `element ${index}: ${identity.problem}` });
      break;
    }
    const { key } = identity;
    if (seen.has(key) && visit.duplicates === 'refused')
      found.push({ path: '', why: `duplicate entries for key ${key}` });
    seen.add(key);
    const inner = within(visit, element, list.element);
    if (inner.length > 0) found.push(...prefixed(inner, key));
  }
  return found;
}

function walkScalar(value: Native, scalar: NonNullable<Atom['scalar']>): readonly Mismatch[] {
  const why = scalarProblem(scalar, value);
  return why === null ? fits : here(why);
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
