import { nearest } from '../core/nearest.ts';
import { itemsOf, type FieldSchema } from '../schema/field-schema.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { printFieldPath, type Segment } from './field-path.ts';
import { bearsPod } from './judged-kinds.ts';

/** Where a path begins: at the object, or at its pod, wherever the kind keeps that. */
export type Root = 'object' | 'podSpec' | 'podMetadata';

/** What a path means on a kind. */
export interface FieldTarget {
  readonly root: Root;
  /** The steps from the root. */
  readonly steps: readonly Step[];
  readonly type: FieldSchema;
  /** Whether the API server always finds it there. */
  readonly required: boolean;
}

/** One step, and what it leads into. */
export interface Step {
  readonly segment: Segment;
  /** What the step is taken from. */
  readonly from: FieldSchema['type'];
}

/** How far a path leads on a kind, and why no further. */
export interface Lost {
  readonly depth: number;
  readonly why: string;
}

const types: Readonly<Record<Root, string | null>> = {
  object: null,
  podSpec: 'io.k8s.api.core.v1.PodSpec',
  podMetadata: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
};

/** Finds a path in a kind's schema; what the schema leaves open may be anything. */
export function findField(
  schema: Schema,
  kind: KindSchema,
  segments: readonly Segment[],
  scope: CustomRule['scope'],
): FieldTarget | Lost {
  const { root, skipped } = bearsPod(kind)
    ? rootOf(segments, scope)
    : { root: 'object' as const, skipped: 0 };
  let type: FieldSchema = { type: 'object', object: types[root] ?? kind.type };
  let required = true;
  const steps: Step[] = [];
  for (const [index, segment] of segments.entries()) {
    if (index < skipped) continue;
    const next = step(schema, type, segment);
    if ('why' in next)
      return {
        depth: index,
        why:
          (steps.at(-1)?.from === 'map' ? dottedKey(segments, index - 1) : null) ??
          `${next.why}${parentOf(segments, index)}`,
      };
    steps.push({ segment, from: type.type });
    required = required && next.required;
    type = next.type;
  }
  return { root, steps, type, required };
}

const roots: ReadonlyMap<string, Root> = new Map([
  ['spec.template.spec', 'podSpec'],
  ['spec.template.metadata', 'podMetadata'],
]);

/** `spec.template.spec` means the pod's on every kind that bears one; in the scope `pod` it is `spec`. */
function rootOf(
  segments: readonly Segment[],
  scope: CustomRule['scope'],
): { readonly root: Root; readonly skipped: number } {
  const written = (length: number): string => printFieldPath(segments.slice(0, length));
  const templated = roots.get(written(3));
  if (templated !== undefined) return { root: templated, skipped: 3 };
  const own = scope === 'pod' ? roots.get(`spec.template.${written(1)}`) : undefined;
  return own === undefined ? { root: 'object', skipped: 0 } : { root: own, skipped: 1 };
}

type Next = { readonly type: FieldSchema; readonly required: boolean } | { readonly why: string };

const any: FieldSchema = { type: 'any' };

function step(schema: Schema, from: FieldSchema, segment: Segment): Next {
  if (from.type === 'any') return { type: any, required: false };
  if (!('key' in segment)) return stepIntoList(from, segment);
  if (from.type === 'map') return { type: itemsOf(from), required: false };
  if (from.type === 'list') return { why: 'it is a list: write `[*]` for each of its elements' };
  if (from.type !== 'object') return { why: 'it has no fields' };
  return stepIntoObject(schema, from, segment.key);
}

function stepIntoList(
  from: FieldSchema,
  segment: { readonly index: number } | { readonly each: true },
): Next {
  if (from.type === 'list') return { type: itemsOf(from), required: 'each' in segment };
  const text = 'each' in segment ? '[*]' : `[${segment.index}]`;
  return {
    why:
      from.type === 'map'
        ? `\`${text}\` is for lists, and it is a map: name the key`
        : `\`${text}\` is for lists, and it is none`,
  };
}

function stepIntoObject(schema: Schema, from: FieldSchema, key: string): Next {
  const type = from.object === undefined ? undefined : schema.type(from.object);
  const field = type?.fields.get(key);
  if (type === undefined || (field === undefined && type.open)) return { type: any, required: false };
  if (field !== undefined) return { type: field, required: type.required.has(key) };
  const near = nearest(key, type.fields.keys());
  return { why: `there is no field \`${key}\`${near === null ? '' : `; did you mean \`${near}\`?`}` };
}

/** A key with dots that was written without brackets leads into the text behind a map's first key. */
function dottedKey(segments: readonly Segment[], first: number): string | null {
  const keys = segments.slice(first).map((segment) => ('key' in segment ? segment.key : ''));
  if (keys.includes('')) return null;
  const map = printFieldPath(segments.slice(0, first));
  return `a key with dots stands in brackets: write \`${map}[${JSON.stringify(keys.join('.'))}]\``;
}

function parentOf(segments: readonly Segment[], depth: number): string {
  return depth === 0 ? '' : ` (in \`${printFieldPath(segments.slice(0, depth))}\`)`;
}
