import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Operation, Request } from '../core/policy.ts';
import type { Suite } from './load-suite.ts';
import { policyNameOf } from './row-names.ts';
import type { Row } from './test-file.ts';

/**
 * What a values file says of one object for one policy, and of all: names of variables and their values; null where it
 * says nothing of a request.
 */
export function valuesFor(row: Row, name: string, { values }: Suite): JsonObject | null {
  const ofObject = (values?.policies ?? [])
    .filter((policy) => policy.name === policyNameOf(row))
    .flatMap(({ resources }) => resources ?? [])
    .find((resource) => resource.name === name)?.values;
  const all: JsonObject = { ...values?.globalValues, ...ofObject };
  const isAsked = Object.keys(all).some((key) => key.startsWith('request.') && key !== 'request.operation');
  return isAsked || ofObject ? all : null;
}

/** The operation among such values. */
export function operationAmong(values: JsonObject): Operation | null {
  const stated = own(values, 'request.operation');
  return stated === 'CREATE' || stated === 'UPDATE' || stated === 'DELETE' ? stated : null;
}

/** A request with such values in their places; those of other variables have no place in it. */
export function withValues(request: Request, values: JsonObject): Request {
  let { object, oldObject } = request;
  for (const [name, value] of Object.entries(values)) {
    const [root, field, ...path] = pathOf(name);
    if (root !== 'request' || path.length === 0) continue;
    if (field === 'object' && object !== null) object = put(object, path, value);
    if (field === 'oldObject' && oldObject !== null) oldObject = put(oldObject, path, value);
  }
  return { ...request, object, oldObject };
}

/** `a.b."c.d"` as its three parts. */
function pathOf(name: string): readonly string[] {
  return Array.from(name.matchAll(/"([^"]*)"|[^."]+/g), ([whole, quoted]) => quoted ?? whole);
}

function put(object: JsonObject, [first = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  const inner = own(object, first);
  const below = rest.length === 0 ? value : put(isJsonObject(inner) ? inner : {}, rest, value);
  return Object.fromEntries([...Object.entries(object).filter(([key]) => key !== first), [first, below]]);
}
