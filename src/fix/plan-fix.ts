import { at, isJsonObject, tokens, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Answers, Edit } from '../core/rule.ts';
import { applyPatch } from './apply-patch.ts';
import { editOperations } from './edit-operations.ts';
import { expandPointer } from './expand-pointer.ts';
import type { PatchOperation } from './patch.ts';

/** What a repair is planned from. */
export interface Repair {
  readonly edits: readonly Edit[];
  /** Where the edits are rooted on this kind. */
  readonly root: JsonPointer;
  readonly answers: Answers;
  /** The findings' places: only what belongs to one of them is edited. */
  readonly places: readonly JsonPointer[];
}

/** The RFC 6902 patch that ends the findings at the given places; empty where there is nothing to change. */
export function planFix(resource: JsonValue, repair: Repair): readonly PatchOperation[] {
  const targets = repair.edits.flatMap((edit) =>
    expandPointer(resource, repair.root, pointerOf(edit)).map((pointer) => ({ edit, pointer })),
  );
  const all = targets.map(({ pointer }) => pointer);
  const operations = targets
    .filter(({ pointer }) => isMeant(pointer, repair.places, all))
    .flatMap(({ edit, pointer }) => editOperations(resource, edit, pointer, repair.answers));
  // From the back, so that removing an element does not move those still to be removed.
  const removals = operations.filter(({ op }) => op === 'remove').toReversed();
  const others = merge(operations.filter(({ op }) => op !== 'remove'));
  return [...others, ...removals, ...emptied(applyPatch(resource, [...others, ...removals]), removals)];
}

/** Maps that say nothing where they are empty. */
const meaningless = new Set(['capabilities', 'requests', 'resources']);

/** Removals of what the removals before them left empty. */
function emptied(
  resource: JsonValue,
  removals: readonly PatchOperation[],
): readonly { readonly op: 'remove'; readonly path: JsonPointer }[] {
  const parents = new Set(removals.map(({ path }) => parentOf(path)));
  const empty = [...parents].filter((path) => isEmptied(at(resource, path), path));
  if (empty.length === 0) return [];
  const next = empty.map((path) => ({ op: 'remove' as const, path }));
  return [...next, ...emptied(applyPatch(resource, next), next)];
}

function isEmptied(value: JsonValue | undefined, path: JsonPointer): boolean {
  if (value === undefined || !isJsonObject(value) || Object.keys(value).length > 0) return false;
  return meaningless.has(tokens(path).at(-1) ?? '');
}

function parentOf(path: JsonPointer): JsonPointer {
  return path.slice(0, path.lastIndexOf('/')) as JsonPointer;
}

function pointerOf(edit: Edit): JsonPointer {
  if ('set' in edit) return edit.set;
  if ('append' in edit) return edit.append;
  return 'rename' in edit ? edit.rename : edit.remove;
}

/** A pointer belongs to a place at, above or below it; a place to which no pointer belongs takes all of them. */
function isMeant(pointer: JsonPointer, places: readonly JsonPointer[], all: readonly JsonPointer[]): boolean {
  if (places.length === 0) return true;
  return places.some((place) => related(place, pointer) || !all.some((other) => related(place, other)));
}

function related(a: JsonPointer, b: JsonPointer): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** Two additions of the same missing parent become one that holds both. */
function merge(operations: readonly PatchOperation[]): readonly PatchOperation[] {
  const merged: PatchOperation[] = [];
  for (const operation of operations) {
    const index = merged.findIndex(({ path }) => path === operation.path && !path.endsWith('/-'));
    const known = merged[index];
    if (known === undefined || !('value' in known) || !('value' in operation)) merged.push(operation);
    else merged[index] = { ...operation, value: deepMerge(known.value, operation.value) };
  }
  return merged;
}

function deepMerge(a: JsonValue, b: JsonValue): JsonValue {
  if (!isJsonObject(a) || !isJsonObject(b)) return b;
  const entries = Object.entries(b).map(([key, value]): [string, JsonValue] => {
    const before = a[key];
    return [key, before === undefined ? value : deepMerge(before, value)];
  });
  return { ...a, ...Object.fromEntries(entries) };
}
