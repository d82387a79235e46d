import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { ParamKind, ParamRef } from '../core/policy.ts';
import { parseSelector } from './constraints/parse-constraints.ts';
import { objectAt, textAt } from './fields.ts';

/** `paramKind`, or null. */
export function parseParamKind(spec: JsonObject): ParamKind | null {
  const kind = own(spec, 'paramKind');
  if (!isJsonObject(kind)) return null;
  return { apiVersion: textAt(kind, 'apiVersion') ?? '', kind: textAt(kind, 'kind') ?? '' };
}

/** `paramRef`, or null. */
export function parseParamRef(spec: JsonObject): ParamRef | null {
  const ref = own(spec, 'paramRef');
  if (!isJsonObject(ref)) return null;
  return {
    name: textAt(ref, 'name'),
    selector: isJsonObject(own(ref, 'selector')) ? parseSelector(objectAt(ref, 'selector')) : null,
    namespace: textAt(ref, 'namespace'),
    whenMissing: textAt(ref, 'parameterNotFoundAction') === 'Allow' ? 'Allow' : 'Deny',
  };
}
