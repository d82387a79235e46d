import { requestOf, type Kinds } from '../check/request-of.ts';
import type { Operation, Request } from '../core/policy.ts';
import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Suite } from './load-suite.ts';

/** The operation of results that state none. */
export function operationOf({ values }: Suite): Operation {
  const stated = values?.globalValues?.['request.operation'];
  return stated === 'UPDATE' || stated === 'DELETE' ? stated : 'CREATE';
}

/** The request that a test makes with an object: an update leaves it as it was, a deletion has it as the old one. */
export function suiteRequest(resource: Resource, operation: Operation, suite: Suite, kinds: Kinds): Request {
  const request = requestOf(resource, kinds);
  return {
    ...request,
    operation,
    object: operation === 'DELETE' ? null : resource,
    oldObject: operation === 'CREATE' ? null : resource,
    user: userOf(suite),
  };
}

/** What stands for a request where policies judge any JSON. */
export function payloadRequest(payload: JsonObject): Request {
  return {
    operation: 'CREATE',
    kind: { group: '', version: '', kind: '' },
    resource: { group: '', version: '', resource: '' },
    subresource: null,
    name: '',
    namespace: null,
    object: payload,
    oldObject: null,
    user: null,
    dryRun: false,
  };
}

function userOf({ user }: Suite): Request['user'] {
  if (user === null) return null;
  return { username: user.userInfo?.username ?? '', groups: user.userInfo?.groups ?? [] };
}
