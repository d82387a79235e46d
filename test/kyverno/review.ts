import type { JsonObject } from '../../src/core/json.ts';
import type { Request } from '../../src/core/policy.ts';
import type { Api } from '../cluster/api.ts';

/** What Kyverno's webhook makes of a request. */
export interface Reviewed {
  readonly allowed: boolean;
  /** What each policy that denies or warns says, by its name; its variants for templates may say further things. */
  readonly said: ReadonlyMap<string, readonly string[]>;
  readonly message: string;
}

/**
 * Asks Kyverno's webhook about a request, as the API server would, for some policies alone.
 * @param path of the webhook: `vpol` or `mpol`
 */
export async function review(
  webhook: Api,
  path: 'vpol' | 'mpol',
  policies: readonly string[],
  request: Request,
): Promise<Reviewed & { readonly patch: string | null }> {
  const { status, body } = await webhook.call('POST', `/${path}/${policies.join('/')}`, reviewOf(request));
  const { response } = body as { readonly response?: Response };
  if (status !== 200 || response === undefined)
    throw new Error(`${status}: ${JSON.stringify(body).slice(0, 500)}`);
  const message = response.status?.message ?? '';
  return {
    allowed: response.allowed,
    said: saidBy([...message.split(between), ...(response.warnings ?? [])]),
    message,
    patch: response.patch === undefined ? null : Buffer.from(response.patch, 'base64').toString('utf8'),
  };
}

interface Response {
  readonly allowed: boolean;
  readonly status?: { readonly message?: string };
  readonly warnings?: readonly string[];
  readonly patch?: string;
}

/** An AdmissionReview of `admission.k8s.io/v1`. */
function reviewOf({ kind, resource, subresource, user, namespace, ...request }: Request): JsonObject {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: '1',
      kind: { ...kind },
      resource: { ...resource },
      requestKind: { ...kind },
      requestResource: { ...resource },
      ...(subresource !== null && { subResource: subresource, requestSubResource: subresource }),
      name: request.name,
      ...(namespace !== null && { namespace }),
      operation: request.operation,
      userInfo: { username: user?.username ?? '', groups: user?.groups ?? [] },
      object: request.object,
      oldObject: request.oldObject,
      dryRun: request.dryRun,
    },
  };
}

/** All that deny are told in one text: `Policy a failed: …; Policy b error: …`. */
const between = /; (?=Policy \S+ (?:failed|error): )/;

function saidBy(parts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, readonly string[]>();
  for (const part of parts) {
    const [, policy, how, text] = /^Policy (\S+) (failed|error): ([\s\S]*)$/.exec(part) ?? [];
    if (policy === undefined) continue;
    said.set(policy, [...(said.get(policy) ?? []), how === 'error' ? anError : (text ?? '')]);
  }
  return said;
}

/** Stands for whatever Kyverno says of an expression that cannot be evaluated. */
export const anError = 'an error';
