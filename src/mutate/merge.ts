import { atomOf, narrow, type At, type ListAtom, type MapAtom } from './atom.ts';
import { shapeOf } from './conform.ts';
import { elementKey } from './element-key.ts';
import { isNativeList, isNativeMap, type Native, type NativeMap } from './go-value.ts';

/**
 * An object with a configuration merged into it, as structured-merge-diff does: nothing is removed, of two values the
 * configuration's holds, elements of lists are found by their keys. Both conform to the schema.
 */
export function merge(live: Native | undefined, applied: Native | undefined, at: At): Native | undefined {
  if (applied === undefined) return live;
  const { map, scalar, list } = narrow(atomOf(at), shapeOf(applied) ?? shapeOf(live));
  if (map !== null) return mergeMaps(live, applied, map);
  if (scalar !== null || list === null) return applied;
  return mergeLists(live, applied, list);
}

function mergeMaps(live: Native | undefined, applied: Native, atom: MapAtom): Native | undefined {
  const left = isNativeMap(live) ? live : {};
  const right = isNativeMap(applied) ? applied : {};
  const isEmpty = Object.keys(left).length === 0 && Object.keys(right).length === 0;
  // INVARIANT: an empty map stays one, and null stays null.
  if (atom.atomic || isEmpty) return applied;
  const entries: (readonly [string, Native])[] = [];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const merged = mergeField(left, right, key, atom);
    if (merged !== undefined) entries.push([key, merged]);
  }
  return Object.fromEntries(entries);
}

function mergeField(left: NativeMap, right: NativeMap, key: string, atom: MapAtom): Native | undefined {
  const live = Object.hasOwn(left, key) ? left[key] : undefined;
  const applied = Object.hasOwn(right, key) ? right[key] : undefined;
  const at = atom.field(key) ?? atom.other;
  return at === null ? (applied ?? live) : merge(live, applied, at);
}

function mergeLists(live: Native | undefined, applied: Native, atom: ListAtom): Native | undefined {
  const left = isNativeList(live) ? live : [];
  const right = isNativeList(applied) ? applied : [];
  if (atom.atomic || (left.length === 0 && right.length === 0)) return applied;
  return interleave(index(left, atom), index(right, atom), atom);
}

/** A list's elements in order, each with its key, and those that a key names once. */
interface Indexed {
  readonly keys: readonly string[];
  readonly items: readonly Native[];
  /** Null for a key that several elements have: these are not merged with. */
  readonly byKey: ReadonlyMap<string, Native>;
}

function index(items: readonly Native[], atom: ListAtom): Indexed {
  const byKey = new Map<string, Native>();
  const keys = items.map((item) => {
    const identity = elementKey(atom, item);
    const key = 'key' in identity ? identity.key : '';
    byKey.set(key, byKey.has(key) ? null : item);
    return key;
  });
  return { keys, items, byKey };
}

/** The live elements in their order, the applied ones in theirs; shared elements stand where the applied order asks. */
function interleave(live: Indexed, applied: Indexed, atom: ListAtom): readonly Native[] {
  const shared = applied.keys.filter((key) => live.byKey.has(key));
  const done = new Set<string>();
  const out: (Native | undefined)[] = [];
  let [l, r] = [0, 0];
  while (l < live.keys.length || r < applied.keys.length) {
    const [left, right] = [live.keys[l], applied.keys[r]];
    const turn = turnOf(left, right, { applied, next: shared[0], done });
    if (turn === 'live') out.push(live.items[l]);
    if (turn !== 'applied') l++;
    if (right === undefined || turn === 'live' || turn === 'neither') continue;
    out.push(merge(live.byKey.get(right), applied.byKey.get(right), atom.element));
    done.add(right);
    r++;
    if (shared[0] === right) shared.shift();
  }
  return out.filter((item) => item !== undefined);
}

/** Which element comes next: the live one, the applied one, the applied one instead of the live, or neither of them yet. */
function turnOf(
  left: string | undefined,
  right: string | undefined,
  so: { readonly applied: Indexed; readonly next: string | undefined; readonly done: ReadonlySet<string> },
): 'live' | 'applied' | 'both' | 'neither' {
  if (left === undefined) return 'applied';
  if (!so.applied.byKey.has(left)) return 'live';
  if (right === undefined) return 'neither';
  if (left === right) return 'both';
  if (so.next !== undefined && so.next !== left) return 'neither';
  return so.done.has(left) ? 'both' : 'applied';
}
