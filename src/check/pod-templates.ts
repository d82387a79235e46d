import { child, isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Outcome, Request, Violation } from '../core/policy.ts';

/** A template of pods within an object, and the request that creating its Pod would be. */
export interface PodTemplate {
  readonly at: JsonPointer;
  readonly request: Request;
}

/**
 * Whatever in an object's `spec` has the shape of a pod template, as a request of a Pod (Kyverno's autogen for kinds of
 * one's own). Of a DELETE it is the old object that is looked through.
 */
export function podTemplates(request: Request): readonly PodTemplate[] {
  const { object, oldObject } = request;
  const others = new Map(templatesIn(object === null ? null : oldObject));
  return templatesIn(object ?? oldObject).map(([at, template]) => {
    const found = podOf(template, request);
    const other = others.get(at);
    const before = other === undefined ? null : podOf(other, request);
    return { at, request: requestFor(request, object === null ? [null, found] : [found, before]) };
  });
}

/** What a verdict on a template's Pod says of the object around it. */
export function relocated(outcome: Outcome, at: JsonPointer): Outcome {
  const path = at
    .slice(1)
    .replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
  const where = ` (pod template at ${path})`;
  if (outcome.result === 'error') return { ...outcome, message: `${outcome.message}${where}` };
  if (outcome.result !== 'fail') return outcome;
  const moved = ({ validation, message, places }: Violation): Violation => ({
    validation,
    message: `${message}${where}`,
    places: places.map((place) => `${at}${place}` as JsonPointer),
  });
  const [first, ...rest] = outcome.violations;
  return { result: 'fail', violations: [moved(first), ...rest.map(moved)] };
}

type Found = readonly (readonly [at: JsonPointer, template: JsonObject])[];

/** How deep an object is looked through; what an API server takes is never so deep. */
const deepest = 200;

function templatesIn(object: JsonObject | null): Found {
  return object === null ? [] : walk(own(object, 'spec'), '/spec', 0);
}

function walk(value: JsonValue | undefined, at: JsonPointer, depth: number): Found {
  if (depth > deepest) return [];
  if (Array.isArray(value))
    return value.flatMap((item: JsonValue, index) => walk(item, child(at, index), depth + 1));
  if (!isJsonObject(value)) return [];
  if (isTemplate(value)) return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => walk(inner, child(at, key), depth + 1));
}

function isTemplate(value: JsonObject): boolean {
  const [metadata, spec] = [own(value, 'metadata'), own(value, 'spec')];
  if ((metadata !== undefined && !isJsonObject(metadata)) || !isJsonObject(spec)) return false;
  const containers = own(spec, 'containers');
  return Array.isArray(containers) && containers.length > 0 && containers.every(isContainer);
}

function isContainer(value: JsonValue): boolean {
  if (!isJsonObject(value)) return false;
  const name = own(value, 'name');
  return typeof name === 'string' && name !== '' && typeof own(value, 'image') === 'string';
}

function podOf(template: JsonObject, { name, namespace }: Request): JsonObject {
  const metadata = own(template, 'metadata');
  const stated = isJsonObject(metadata) ? metadata : {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...stated,
      name: textOr(own(stated, 'name'), name),
      namespace: textOr(own(stated, 'namespace'), namespace ?? ''),
    },
    spec: own(template, 'spec') ?? {},
  };
}

function textOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function requestFor(
  request: Request,
  [object, oldObject]: readonly [JsonObject | null, JsonObject | null],
): Request {
  const metadata = own(object ?? oldObject ?? {}, 'metadata');
  const named = isJsonObject(metadata) ? metadata : {};
  const namespace = textOr(own(named, 'namespace'), '');
  return {
    ...request,
    kind: { group: '', version: 'v1', kind: 'Pod' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    name: textOr(own(named, 'name'), request.name),
    namespace: namespace === '' ? null : namespace,
    object,
    oldObject,
  };
}
