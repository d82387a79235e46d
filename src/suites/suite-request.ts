import { requestOf, type Kinds } from '../check/request-of.ts';
import type { Operation, Request } from '../core/policy.ts';
import { textAt, type JsonObject } from '../core/json.ts';
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
    ...parentOf(request, suite),
    operation,
    object: operation === 'DELETE' ? null : resource,
    oldObject: operation === 'CREATE' ? null : resource,
    user: userOf(suite),
  };
}

/** What is asked of where an object is a subresource of another kind, as a values file says. */
function parentOf({ kind }: Request, { values }: Suite): Partial<Request> {
  const found = values?.subresources?.find(({ subresource }) => {
    const { group = '', version, kind: name } = subresource;
    return group === kind.group && version === kind.version && name === kind.kind;
  });
  if (found === undefined) return {};
  const parent = found.parentResource;
  const text = (key: string): string => textAt(parent, `/${key}`) ?? '';
  const [resource = '', subresource = null] = (textAt(found.subresource, '/name') ?? '').split('/');
  return {
    kind: { group: text('group'), version: text('version'), kind: text('kind') },
    resource: { group: text('group'), version: text('version'), resource },
    subresource,
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
  return {
    username: user.userInfo?.username ?? '',
    groups: user.userInfo?.groups ?? [],
    roles: user.roles ?? [],
    clusterRoles: user.clusterRoles ?? [],
  };
}
