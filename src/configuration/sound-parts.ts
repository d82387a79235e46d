import {
  pointerOf,
  isJsonObject,
  tokens,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../core/json.ts';

/** Lists whose elements stand for themselves: one that is broken says nothing of the others. */
const lists = ['customRules', 'exemptions', 'frameworks'] as const;

/** What of a configuration has its shape, and where that stands in the whole. */
export interface SoundParts {
  readonly value: JsonObject;
  /** A place in the whole, from one in the sound parts. */
  readonly original: (pointer: JsonPointer) => JsonPointer;
  /** What is left out is not unknown: ids of rules that are not sound. */
  readonly leftOut: ReadonlySet<string>;
}

/** A configuration without the parts in which these problems stand, so that what else is wrong with it can be told. */
export function soundParts(
  whole: JsonObject,
  problems: readonly { readonly pointer: JsonPointer }[],
): SoundParts {
  const paths = problems.map(({ pointer }) => tokens(pointer));
  const kept = new Map<string, readonly number[]>();
  const value: Record<string, JsonValue> = {};
  for (const [key, part] of Object.entries(whole)) {
    const within = paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
    const sound = soundPart(key, part, within);
    if (sound === undefined) continue;
    Object.defineProperty(value, key, {
      value: sound.part,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    if (sound.kept !== null) kept.set(key, sound.kept);
  }
  return {
    value,
    original: (pointer) => originalOf(pointer, kept),
    leftOut: new Set(idsLeftOut(whole, kept)),
  };
}

interface SoundPart {
  readonly part: JsonValue;
  /** Of a list, the indexes of the elements that are left; null of what is none. */
  readonly kept: readonly number[] | null;
}

/** Undefined where nothing of it is sound. */
function soundPart(
  key: string,
  part: JsonValue,
  within: readonly (readonly string[])[],
): SoundPart | undefined {
  if (within.length === 0) return { part, kept: null };
  if (within.some((path) => path.length === 0)) return undefined;
  const broken = new Set(within.map(([first = '']) => first));
  if (isList(key) && Array.isArray(part)) {
    const all: readonly JsonValue[] = part;
    const kept = [...all.keys()].filter((index) => !broken.has(String(index)));
    return { part: kept.map((index) => all[index] ?? null), kept };
  }
  // What an organization is called decides much: half of it is none.
  if (!isJsonObject(part) || key === 'organization') return undefined;
  return { part: Object.fromEntries(Object.entries(part).filter(([name]) => !broken.has(name))), kept: null };
}

function isList(key: string): boolean {
  return lists.some((list) => list === key);
}

function originalOf(pointer: JsonPointer, kept: ReadonlyMap<string, readonly number[]>): JsonPointer {
  const [key = '', index = '', ...rest] = tokens(pointer);
  const original = kept.get(key)?.[Number(index)];
  if (index === '' || original === undefined) return pointer;
  return pointerOf([key, original, ...rest]);
}

function idsLeftOut(whole: JsonObject, kept: ReadonlyMap<string, readonly number[]>): readonly string[] {
  const rules = whole['customRules'];
  if (!Array.isArray(rules)) return [];
  const left = kept.get('customRules');
  return (rules as readonly JsonValue[]).flatMap((rule, index) => {
    const id = isJsonObject(rule) ? rule['id'] : undefined;
    return typeof id === 'string' && left?.includes(index) !== true ? [id] : [];
  });
}
