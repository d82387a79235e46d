import type { CallContext } from '../../compile/call-context.ts';
import type { FunctionDeclaration, Library, Overload } from '../../library.ts';
import { bool, opaque, string } from '../../type.ts';
import type { Type } from '../../type.ts';
import { Opaque } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { costSize } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';
import { member } from '../standard/overload.ts';
import { dns1123Label, dns1123Subdomain } from './name-format.ts';

/** What an expression asks to be allowed. */
export interface AuthorizationRequest {
  readonly verb: string;
  /** Another than the requesting user. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string } | null;
  /** A path that is no resource's; null where a resource is asked for. */
  readonly path: string | null;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly fieldSelector: string;
  readonly labelSelector: string;
}

/** What an authorizer answers. */
export interface AuthorizationDecision {
  readonly allowed: boolean;
  readonly reason: string;
  /** Why nothing could be decided; null where something was. */
  readonly error: string | null;
}

/** Port: decides who may do what; a frame's `authorizer`. */
export interface AuthorizerPort {
  authorize(request: AuthorizationRequest): AuthorizationDecision;
}

const nothingAsked: AuthorizationRequest = {
  verb: '',
  serviceAccount: null,
  path: null,
  group: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
  fieldSelector: '',
  labelSelector: '',
};

type Stage = 'Authorizer' | 'PathCheck' | 'GroupCheck' | 'ResourceCheck';

/** A question to the authorizer, as far as it has been put. */
export class Inquiry extends Opaque {
  readonly type: Type & { readonly kind: 'opaque' };
  readonly request: AuthorizationRequest;

  constructor(stage: Stage, request: AuthorizationRequest) {
    super();
    this.type = { kind: 'opaque', name: `kubernetes.authorization.${stage}` };
    this.request = request;
  }

  /** Whether another value is the very same. */
  equals(other: Opaque): boolean {
    return other === this;
  }
}

/** An answer of the authorizer. */
export class Decision extends Opaque {
  readonly type = { kind: 'opaque', name: 'kubernetes.authorization.Decision' } as const;
  readonly decision: AuthorizationDecision;

  constructor(decision: AuthorizationDecision) {
    super();
    this.decision = decision;
  }

  /** Whether another value is the very same. */
  equals(other: Opaque): boolean {
    return other === this;
  }
}

/** The type of `authorizer`. */
export const authorizerType = opaque('kubernetes.authorization.Authorizer');

/** The type of `authorizer.requestResource`. */
export const resourceCheckType = opaque('kubernetes.authorization.ResourceCheck');

const pathCheckType = opaque('kubernetes.authorization.PathCheck');
const groupCheckType = opaque('kubernetes.authorization.GroupCheck');
const decisionType = opaque('kubernetes.authorization.Decision');

/** The value of `authorizer`: asks for the requesting user. */
export const authorizerOfRequest = new Inquiry('Authorizer', nothingAsked);

/** The value of `authorizer.requestResource`: asks for the resource of the request. */
export function requestResource(
  request: Pick<AuthorizationRequest, 'group' | 'resource' | 'subresource' | 'namespace' | 'name'>,
): Inquiry {
  return new Inquiry('ResourceCheck', { ...nothingAsked, ...request });
}

const unanswerable = new CelError('not evaluable: there is no authorizer to ask');

function check(inquiry: Inquiry, verb: string, { authorizer }: CallContext): Value {
  const port = authorizer as AuthorizerPort | null;
  return port === null ? unanswerable : new Decision(port.authorize({ ...inquiry.request, verb }));
}

function serviceAccount({ request }: Inquiry, namespace: string, name: string): Value {
  if (dns1123Subdomain(name).length > 0) return new CelError('Invalid service account name');
  if (dns1123Label(namespace).length > 0) return new CelError('Invalid service account namespace');
  return new Inquiry('Authorizer', { ...request, serviceAccount: { namespace, name } });
}

function path({ request }: Inquiry, asked: string): Value {
  return asked.trim() === ''
    ? new CelError('path must not be empty')
    : new Inquiry('PathCheck', { ...request, path: asked });
}

function resource({ request }: Inquiry, asked: string): Value {
  return asked.trim() === ''
    ? new CelError('resource must not be empty')
    : new Inquiry('ResourceCheck', { ...request, resource: asked });
}

type Narrowing = 'subresource' | 'namespace' | 'name' | 'fieldSelector' | 'labelSelector';

/** A method that narrows down what is asked for. */
function narrowing(field: Narrowing, id: string, cost?: NonNullable<Overload['cost']>): FunctionDeclaration {
  const run = ({ request }: Inquiry, text: string): Value =>
    new Inquiry('ResourceCheck', { ...request, [field]: text });
  const params = [resourceCheckType, string];
  return { name: field, overloads: [member(id, { params, result: resourceCheckType, run, cost })] };
}

/** A selector is read into a list of requirements, one for every two characters at most. */
function selectorCost([, selector = '']: readonly Value[]): number {
  const size = costSize(selector);
  return 10 + Math.ceil(size * 0.1) + Math.ceil(Math.ceil(size * 0.5) * 50);
}

/** So much that an expression has two checks at most. */
const checkCost = 350_000;

function checking(id: string, of: Type): Overload {
  const params = [of, string];
  const overload = member(id, { params, result: decisionType, run: check, cost: () => checkCost });
  return { ...overload, contextual: true };
}

function answer(
  name: string,
  result: Type,
  of: (decision: AuthorizationDecision) => Value,
): FunctionDeclaration {
  const run = ({ decision }: Decision): Value => of(decision);
  return { name, overloads: [member(`decision_${name}`, { params: [decisionType], result, run })] };
}

/** Kubernetes' library for asking what users may do. Since 1.27. */
export const authorizer: Library = {
  name: 'kubernetes.authz',
  functions: [
    {
      name: 'path',
      overloads: [
        member('authorizer_path', { params: [authorizerType, string], result: pathCheckType, run: path }),
      ],
    },
    {
      name: 'group',
      overloads: [
        member('authorizer_group', {
          params: [authorizerType, string],
          result: groupCheckType,
          run: ({ request }: Inquiry, group: string) => new Inquiry('GroupCheck', { ...request, group }),
        }),
      ],
    },
    {
      name: 'serviceAccount',
      overloads: [
        member('authorizer_serviceaccount', {
          params: [authorizerType, string, string],
          result: authorizerType,
          run: serviceAccount,
        }),
      ],
    },
    {
      name: 'resource',
      overloads: [
        member('groupcheck_resource', {
          params: [groupCheckType, string],
          result: resourceCheckType,
          run: resource,
        }),
      ],
    },
    narrowing('subresource', 'resourcecheck_subresource'),
    narrowing('namespace', 'resourcecheck_namespace'),
    narrowing('name', 'resourcecheck_name'),
    {
      name: 'check',
      overloads: [
        checking('pathcheck_check', pathCheckType),
        checking('resourcecheck_check', resourceCheckType),
      ],
    },
    answer('errored', bool, ({ error }) => error !== null),
    answer('error', string, ({ error }) => error ?? ''),
    answer('allowed', bool, ({ allowed }) => allowed),
    answer('reason', string, ({ reason }) => reason),
  ],
};

/** Kubernetes' library for asking about fields and labels. Since 1.31. */
export const authorizerSelectors: Library = {
  name: 'kubernetes.authzSelectors',
  functions: [
    narrowing('fieldSelector', 'authorizer_fieldselector', selectorCost),
    narrowing('labelSelector', 'authorizer_labelselector', selectorCost),
  ],
};
