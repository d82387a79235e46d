import type { Value } from '../cel/value/value.ts';
import type { Request } from '../core/policy.ts';

/** `request` as admission CEL sees it; what is not known of a manifest (`userInfo`) is absent. */
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
    ...(request.user !== null && {
      userInfo: { username: request.user.username, groups: request.user.groups },
    }),
    dryRun: request.dryRun,
  };
}
