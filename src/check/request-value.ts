import type { Value } from '../cel/value/value.ts';
import type { JsonObject } from '../core/json.ts';
import type { Request } from '../core/policy.ts';

/** `request` as Kyverno's own engine sees it: with both objects, and of an unknown user nothing. */
export function kyvernoRequestValue(request: Request): Value {
  return {
    uid: '',
    ...(requestValue(request) as JsonObject),
    object: request.object,
    oldObject: request.oldObject,
    options: null,
  };
}

/** `request` as admission CEL sees it; a user that nobody knows has no fields. */
export function requestValue({ kind, resource, subresource, ...request }: Request): Value {
  return {
    kind: { ...kind },
    resource: { ...resource },
    ...(subresource !== null && { subResource: subresource }),
    requestKind: { ...kind },
    requestResource: { ...resource },
    name: request.name,
    ...(request.namespace !== null && { namespace: request.namespace }),
    operation: request.operation,
    userInfo: request.user === null ? {} : { username: request.user.username, groups: request.user.groups },
    dryRun: request.dryRun,
  };
}
