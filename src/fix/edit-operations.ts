import { at, child, isJsonObject, tokens, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Answers, Edit } from '../core/rule.ts';
import { isSame } from '../yaml/edit/is-same.ts';
import type { PatchOperation } from './patch.ts';

/** The operations that one edit means at one concrete pointer; none where it would change nothing. */
export function editOperations(
  resource: JsonValue,
  edit: Edit,
  pointer: JsonPointer,
  answers: Answers,
): readonly PatchOperation[] {
  const current = at(resource, pointer);
  if ('remove' in edit) return current === undefined ? [] : [{ op: 'remove', path: pointer }];
  if ('rename' in edit) return rename(resource, pointer, edit.to);
  if ('append' in edit) return append(resource, pointer, resolve(edit.value, answers));
  if (edit.when === 'absent' && current !== undefined) return [];
  return put(resource, pointer, resolve(edit.to, answers));
}

function rename(resource: JsonValue, pointer: JsonPointer, to: string): readonly PatchOperation[] {
  const value = at(resource, pointer);
  const target = child(parentOf(pointer), to);
  if (value === undefined) return [];
  const known = at(resource, target);
  const remove: PatchOperation = { op: 'remove', path: pointer };
  if (known === undefined) return [{ op: 'add', path: target, value }, remove];
  // An empty text is the same as none: there the old name was the one that counted.
  return known === '' ? [{ op: 'replace', path: target, value }, remove] : [remove];
}

function append(resource: JsonValue, pointer: JsonPointer, value: JsonValue): readonly PatchOperation[] {
  const list = at(resource, pointer);
  if (!Array.isArray(list)) return put(resource, pointer, [value]);
  if (list.some((item: JsonValue) => isSame(item, value))) return [];
  return [{ op: 'add', path: child(pointer, '-'), value }];
}

/** Sets a value, making the parents that are missing or null. */
function put(resource: JsonValue, pointer: JsonPointer, value: JsonValue): readonly PatchOperation[] {
  const current = at(resource, pointer);
  if (current !== undefined) return isSame(current, value) ? [] : [{ op: 'replace', path: pointer, value }];
  const parent = parentOf(pointer);
  const above = at(resource, parent);
  if (isJsonObject(above) || Array.isArray(above)) return [{ op: 'add', path: pointer, value }];
  return put(resource, parent, { [tokens(pointer).at(-1) ?? '']: value });
}

function resolve(value: JsonValue | { readonly answer: string }, answers: Answers): JsonValue {
  if (!isJsonObject(value)) return value;
  const { answer } = value;
  return typeof answer === 'string' && Object.hasOwn(answers, answer) ? (answers[answer] ?? null) : value;
}

function parentOf(pointer: JsonPointer): JsonPointer {
  return pointer.slice(0, pointer.lastIndexOf('/')) as JsonPointer;
}
