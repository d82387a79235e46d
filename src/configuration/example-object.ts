import { isJsonObject, tokens, type JsonObject, type JsonValue } from '../core/json.ts';
import { workload } from '../rules/_subjects.ts';
import { apiVersionOf, fieldAt, type KindSchema, type Schema } from '../schema/schema.ts';
import type { ConditionReading } from './condition-expression.ts';
import { patternOf, type Segment } from './field-path.ts';
import type { Root } from './field-target.ts';
import { bearsPod } from './judged-kinds.ts';
import { placeValue } from './place-value.ts';
import { minimal } from './sample-values.ts';

/** A kind whose objects are made up. */
export interface MadeUp {
  readonly kind: KindSchema;
  readonly schema: Schema;
}

const container: JsonObject = { name: 'app', image: 'registry.example.com/shop/checkout:1.0' };

/** An object of a kind with what every such object has. */
export function skeleton({ kind }: MadeUp): JsonObject {
  const object: JsonObject = {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { name: 'checkout' },
  };
  if (!bearsPod(kind)) return object;
  const list = [...prefixOf(kind, 'podSpec'), { key: 'containers' }];
  return (placeValue(object, list, [container], () => ({})) ?? object) as JsonObject;
}

/** The whole path of a condition's field on a kind. */
export function pathOf(kind: KindSchema, { target }: ConditionReading): readonly Segment[] {
  return [...prefixOf(kind, target.root), ...target.steps.map(({ segment }) => segment)];
}

/** Where a root stands on a kind. */
function prefixOf({ kind }: KindSchema, root: Root): readonly Segment[] {
  if (root === 'object') return [];
  const spec = tokens(workload.roots[kind] ?? '').map((key) => ({ key }));
  return root === 'podSpec' ? spec : [...spec.slice(0, -1), { key: 'metadata' }];
}

/** The object with a value at a path; undefined removes what is there. */
export function put(
  object: JsonObject,
  path: readonly Segment[],
  value: JsonValue | undefined,
  made: MadeUp,
): JsonObject {
  return (placeValue(object, path, value, (element) => blank(element, made)) ?? object) as JsonObject;
}

/** A new element of a list, with what the API demands of it. */
function blank(element: readonly Segment[], { kind, schema }: MadeUp): JsonValue {
  const found = fieldAt(schema, kind, patternOf(element));
  if (found === undefined) return {};
  const value = minimal(schema, found.field);
  return found.field.object?.endsWith('Container') === true && isJsonObject(value)
    ? { ...value, ...container }
    : value;
}

/** What is at a path; `[*]` is the first element. */
export function valueAt(value: JsonValue | undefined, path: readonly Segment[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((node, segment) => {
    if (typeof node !== 'object' || node === null) return undefined;
    if ('key' in segment)
      return Object.hasOwn(node, segment.key) ? (node as JsonObject)[segment.key] : undefined;
    return (node as readonly JsonValue[])['index' in segment ? segment.index : 0];
  }, value);
}

/** Another place for an element of a list on a path. */
export interface OtherPlace {
  readonly what: string;
  readonly segments: readonly Segment[];
  /** Which segment tells the places apart. */
  readonly at: number;
  readonly subresource: boolean;
}

/** Where else an element may stand: second in a list, among init containers, among ephemeral ones. */
export function otherPlaces(
  path: readonly Segment[],
  { containers }: ConditionReading,
): readonly OtherPlace[] {
  const eaches = [path.findIndex(isEach), path.findLastIndex(isEach)];
  const [outer = -1] = eaches;
  if (outer < 0) return [];
  const seconds = [...new Set(eaches)].map((at) => ({
    what: 'in the second element',
    segments: path.map((segment, index) => (index === at ? { index: 1 } : segment)),
    at,
    subresource: false,
  }));
  if (containers === null) return seconds;
  const elsewhere = (what: string, key: string, subresource: boolean): OtherPlace => ({
    what,
    segments: path.map((segment, index) => (index === outer - 1 ? { key } : segment)),
    at: outer,
    subresource,
  });
  const init = elsewhere('in an init container', 'initContainers', false);
  const ephemeral = elsewhere('in an ephemeral container', 'ephemeralContainers', true);
  return [...seconds, init, ...(containers === 'variables.containers' ? [ephemeral] : [])];
}

function isEach(segment: Segment): boolean {
  return 'each' in segment;
}

/** The object with its first good element copied to another place, or one made where there is none. */
export function copied(
  good: JsonObject,
  path: readonly Segment[],
  { segments, at }: OtherPlace,
  made: MadeUp,
): JsonObject {
  const element = valueAt(good, path.slice(0, at + 1)) ?? blank(path.slice(0, at + 1), made);
  // Names are keys of their lists; one that is itself asked for stays, and the other element loses it.
  const next = path[at + 1];
  const isAsked = next !== undefined && 'key' in next && next.key === 'name';
  const named =
    isJsonObject(element) && Object.hasOwn(element, 'name') && !isAsked
      ? { ...element, name: 'other' }
      : element;
  return put(good, segments.slice(0, at + 1), named, made);
}
