import { CelError, Message, mostWritten, toJson, treeSize, typeOf, type Value } from '../cel/index.ts';
import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Schema } from '../schema/schema.ts';
import { decodingProblem } from './decode.ts';
import { PatchFault, type Container } from './json-container.ts';
import { hasKind, patchJson, type PatchStep } from './json-patch.ts';
import { nativeOf } from './native.ts';
import { toPlainJson } from './plain-json.ts';
import { typeNameProblems } from './type-names.ts';

/**
 * The object with an evaluated list of `JSONPatch{…}` applied (`JSONPatch` of KEP-3962). Where a `test` fails the object is
 * given back as it is, as API servers and Kyverno do. An error in the API server's words where the value is no such list,
 * holds what JSON cannot, or does not apply.
 * @param strict the kinds whose fields an API server decodes strictly afterwards; Kyverno does not, and gives none
 */
export function applyJsonPatch(
  object: JsonObject,
  value: Value,
  strict: Schema | null = null,
): JsonObject | CelError {
  if (value instanceof CelError) return value;
  if (!Array.isArray(value))
    return new CelError('type mismatch: JSONPatchType.expression should evaluate to array');
  if (treeSize(value, mostWritten) > mostWritten) return new CelError('JSON Patch: value is too large');
  const steps: PatchStep[] = [];
  for (const item of value as readonly Value[]) {
    const step = stepOf(item);
    if (step instanceof CelError) return step;
    steps.push(step);
  }
  const patched = patchJson(object, steps);
  return finished(object, patched, strict);
}

function finished(
  object: JsonObject,
  patched: Container | PatchFault,
  strict: Schema | null,
): JsonObject | CelError {
  if (patched instanceof PatchFault)
    return patched.isFailedTest ? object : new CelError(`JSON Patch: ${patched.message}`);
  if (!hasKind(patched)) return new CelError("Internal error occurred: Object 'Kind' is missing");
  const problem = strict === null ? null : decodingProblem(object, patched, strict);
  return problem === null ? patched : new CelError(problem);
}

function stepOf(item: Value): PatchStep | CelError {
  if (!(item instanceof Message) || item.type.name !== 'JSONPatch')
    return new CelError(
      `type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch, got element of ${typeOf(item).name}`,
    );
  const op = textOf(item, 'op');
  const path = textOf(item, 'path');
  const from = textOf(item, 'from');
  if (op instanceof CelError) return op;
  if (path instanceof CelError) return path;
  if (from instanceof CelError) return from;
  const value = valueOf(item.fields.get('value'));
  if (value instanceof CelError) return value;
  return { op, path, from: from === '' ? undefined : from, value };
}

function textOf({ fields }: Message, name: string): string | CelError {
  const value = fields.get(name) ?? '';
  return typeof value === 'string'
    ? value
    : new CelError(`unexpected type ${typeOf(value).name} for JSONPatchType '${name}' field`);
}

function valueOf(value: Value | undefined): JsonValue | undefined | CelError {
  if (value === undefined) return undefined;
  const json = value instanceof Message ? objectJson(value) : toJson(value);
  if (!(json instanceof CelError)) return json;
  if (json.message.startsWith('type mismatch')) return json;
  return new CelError(
    `JSONPath valueExpression evaluated to a type that could not marshal to JSON: ${json.message}`,
  );
}

/** An object's names start at its own: `Object.spec.containers{…}` stands for itself. */
function objectJson(value: Message): JsonValue | CelError {
  if (value.type.name === 'JSONPatch') return new CelError('cannot convert to native type: *structpb.Value');
  const named = typeNameProblems(value, value.type.name);
  if (named.length > 0) return new CelError(`type mismatch: ${named.join('\n')}`);
  const native = nativeOf(value);
  return native instanceof CelError ? native : toPlainJson(native);
}
