import { isJsonObject, own, type JsonObject } from '../../src/core/json.ts';
import type { Request } from '../../src/core/policy.ts';
import type { Answer, Api } from './api.ts';

/** Where a real API server and a rule do not agree, in words. */
export interface Disagreement {
  readonly policy: string;
  readonly example: string;
  readonly problem: string;
}

/** Sends a request as a dry run. */
export function offer(api: Api, request: Request, namespace: string): Promise<Answer> {
  const path = pathOf(request, namespace);
  const { object } = placedRequest(request, namespace);
  if (request.operation === 'CREATE') {
    return api.call('POST', `${path}?dryRun=All`, object ?? {});
  }
  const one = `${path}/${request.name}${request.subresource === null ? '' : `/${request.subresource}`}?dryRun=All`;
  return request.operation === 'DELETE' ? api.call('DELETE', one) : api.call('PUT', one, object ?? {});
}

/** The URL of a resource's collection. */
export function pathOf({ resource, namespace: stated }: Request, namespace: string): string {
  const { group, version, resource: plural } = resource;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return stated === null ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`;
}

/** The request as the API server asks policies about it: in a namespace, which it fills in where none is stated. */
export function placedRequest(request: Request, namespace: string): Request {
  const { object, namespace: stated } = request;
  if (object === null || stated === null) return request;
  return { ...request, namespace, object: placed(object, namespace) };
}

/** The object in the namespace of its policy, whatever it states. */
export function placed(object: JsonObject, namespace: string): JsonObject {
  const metadata = own(object, 'metadata');
  return { ...object, metadata: { ...(isJsonObject(metadata) && metadata), namespace } };
}

/** A Namespace with further labels; anything else as it is. */
export function withLabels(object: JsonObject, labels: JsonObject): JsonObject {
  const metadata = own(object, 'metadata');
  if (object['kind'] !== 'Namespace' || !isJsonObject(metadata)) return object;
  const before = own(metadata, 'labels');
  return { ...object, metadata: { ...metadata, labels: { ...(isJsonObject(before) && before), ...labels } } };
}

/**
 * Waits for what cannot fail.
 * @throws {Error} with what the API server says.
 */
export async function must(call: Promise<Answer>): Promise<void> {
  const answer = await call;
  if (answer.status >= 300) throw new Error(say(answer));
}

/** An answer in words. */
export function say({ status, body }: Answer): string {
  return status < 300 ? `it was admitted (${status})` : `${status}: ${messageOf({ body })}`;
}

/** What the API server says of a refusal. */
export function messageOf({ body }: Pick<Answer, 'body'>): string {
  const message = own(body, 'message');
  return typeof message === 'string' ? message : '';
}
