import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Example } from '../core/rule.ts';
import type { Resource } from '../core/resource.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import type { ConditionReading } from './condition-expression.ts';
import type { Segment } from './field-path.ts';
import { bearsPod } from './judged-kinds.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { holds } from './holds.ts';
import {
  copied,
  otherPlaces,
  pathOf,
  put,
  skeleton,
  valueAt,
  type MadeUp,
  type OtherPlace,
} from './example-object.ts';
import { badValues, chooseValues, type Chosen } from './choose-values.ts';

/** What examples are made from. */
export interface ExamplePlan {
  readonly kinds: readonly KindSchema[];
  readonly conditions: readonly ConditionReading[];
  readonly match: readonly ConditionReading[];
  readonly schema: Schema;
}

/** Objects whose verdicts follow from the conditions, as the document describes them. */
export interface Examples {
  readonly pass: readonly Example[];
  readonly fail: readonly Example[];
}

/** Makes objects that must pass and objects that must fail; none of a sort where no value could be found. */
export function synthesizeExamples(plan: ExamplePlan): Examples {
  const chosen = chooseValues([...plan.match, ...plan.conditions], plan.schema);
  if (chosen === null) return { pass: [], fail: [] };
  const kinds = sampleKinds(plan.kinds);
  const [first] = kinds;
  if (first === undefined) return { pass: [], fail: [] };
  const goods = kinds.map((kind) => ({ kind, good: goodObject(kind, chosen, plan) }));
  const pass = goods.map(({ kind, good }) => example(`a ${kind.kind} of which every condition holds`, good));
  const fail = plan.conditions.flatMap((reading) =>
    goods.flatMap(({ kind, good }, index) =>
      failing({ reading, made: { kind, schema: plan.schema }, good, plan }, index === 0),
    ),
  );
  const [{ good } = { good: undefined }] = goods;
  if (good === undefined) return { pass, fail };
  const more = [...plan.conditions, ...plan.match].flatMap((reading) =>
    passing({ reading, made: { kind: first, schema: plan.schema }, good, plan }, chosen),
  );
  return { pass: unique([...pass, ...more]), fail: unique(fail) };
}

interface Making {
  readonly reading: ConditionReading;
  readonly made: MadeUp;
  readonly good: JsonObject;
  readonly plan: ExamplePlan;
}

/** Pod, Deployment and CronJob stand for the eight: they keep their pods at different places. */
function sampleKinds(kinds: readonly KindSchema[]): readonly KindSchema[] {
  const telling = kinds.filter(
    (kind) => bearsPod(kind) && ['Pod', 'Deployment', 'CronJob'].includes(kind.kind),
  );
  const sorted = telling.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return sorted.length > 0 ? sorted : kinds.slice(0, 3);
}

const order = ['Pod', 'Deployment', 'CronJob'];

function goodObject(kind: KindSchema, chosen: Chosen, { schema }: ExamplePlan): JsonObject {
  const made: MadeUp = { kind, schema };
  return chosen.reduce<JsonObject>(
    (object, { reading, value }) => put(object, pathOf(kind, reading), value, made),
    skeleton(made),
  );
}

/** Objects that break one condition, in each way in which that is possible, also once the API server has completed them. */
function failing(making: Making, inFull: boolean): readonly Example[] {
  const { reading, made, good, plan } = making;
  const path = pathOf(made.kind, reading);
  const tried = badValues(reading, plan.schema, plan.conditions).map((value) => ({
    value,
    one: example(`${told(reading)} is ${quoted(value)}`, put(good, path, value, made)),
  }));
  const bad = tried.filter(({ one }) => staysBad(one.resource, path, reading, plan.schema));
  const plain = bad.slice(0, inFull ? 6 : 2).map(({ one }) => one);
  if (!inFull || plain.length === 0) return plain;
  const values = bad.map(({ value }) => value);
  return [
    ...plain,
    ...(reading.quantifier === 'any' ? noneGood(making, values) : elsewhereBad(making, values)),
  ];
}

function staysBad(
  resource: Resource,
  path: readonly Segment[],
  { condition, quantifier }: ConditionReading,
  schema: Schema,
): boolean {
  const result = holds(condition, valueAt(applyDefaults(resource, schema), path));
  return quantifier === 'none' ? result === true : result === false;
}

/** One bad element among good ones, wherever elements may stand. */
function elsewhereBad(
  { reading, made, good }: Making,
  [value]: readonly (JsonValue | undefined)[],
): readonly Example[] {
  const path = pathOf(made.kind, reading);
  return otherPlaces(path, reading).map((other) =>
    placed(
      other,
      `${told(reading)} is ${quoted(value)} ${other.what}`,
      put(copied(good, path, other, made), other.segments, value, made),
    ),
  );
}

/** Elements of which one is bad and the other lacks the field, or the list that it stands in: none of them holds. */
function noneGood(making: Making, [value]: readonly (JsonValue | undefined)[]): readonly Example[] {
  const { reading, made, good } = making;
  const path = pathOf(made.kind, reading);
  const [second] = otherPlaces(path, reading);
  if (second === undefined || value === undefined) return [];
  const inner = path.findLastIndex((segment) => 'each' in segment);
  const lacking = inner > second.at ? path.slice(0, inner) : path;
  if (lacking === path && (reading.target.required || holds(reading.condition, undefined) === true))
    return [];
  const both = put(copied(good, path, second, made), second.segments, value, made);
  const because = `${told(reading)} is missing in one element and ${quoted(value)} in the other`;
  return [example(because, put(both, lacking, undefined, made))];
}

/** Objects that pass though something about one condition is unusual. */
function passing(making: Making, chosen: Chosen): readonly Example[] {
  const { reading, made, good } = making;
  const path = pathOf(made.kind, reading);
  const known = chosen.find((one) => one.reading === reading);
  const others = (known?.others ?? [])
    .slice(0, 5)
    .map((value) => example(`${told(reading)} may be ${quoted(value)}`, put(good, path, value, made)));
  if (reading.selects) return [...others, ...unselected(making)];
  return [...others, ...withoutElements(making), ...(reading.quantifier === 'any' ? oneGood(making) : [])];
}

/** Objects that are not chosen, and so pass whatever else is wrong with them. */
function unselected({ reading, made, good, plan }: Making): readonly Example[] {
  const path = pathOf(made.kind, reading);
  const broken = plan.conditions.reduce((object, condition) => {
    const [value] = badValues(condition, plan.schema);
    return put(object, pathOf(made.kind, condition), value, made);
  }, good);
  const out = badValues(reading, plan.schema).filter((value) => holds(reading.condition, value) !== true);
  return [...out.slice(0, 3), ...(reading.target.required ? [] : [undefined])]
    .filter((value) => holds(reading.condition, value) !== true)
    .map((value) =>
      example(`${told(reading)} is ${quoted(value)}, so it is not chosen`, put(broken, path, value, made)),
    );
}

function withoutElements({ reading, made, good }: Making): readonly Example[] {
  const path = pathOf(made.kind, reading);
  const each = path.findLastIndex((segment) => 'each' in segment);
  const list = path.slice(0, Math.max(0, each));
  const last = list.at(-1);
  const isContainers = last !== undefined && 'key' in last && last.key === 'containers';
  const vacuous = !(reading.quantifier === 'any' && reading.condition.operator === 'exists');
  if (each < 0 || isContainers || !vacuous) return [];
  return [example(`there is nothing in ${told(reading)}`, put(good, list, undefined, made))];
}

/** One good element, wherever it may stand, is enough. */
function oneGood({ reading, made, good, plan }: Making): readonly Example[] {
  const path = pathOf(made.kind, reading);
  const [value] = badValues(reading, plan.schema);
  return otherPlaces(path, reading).map((other) =>
    placed(
      other,
      `${told(reading)} holds ${other.what}, which is enough`,
      put(copied(good, path, other, made), path, value, made),
    ),
  );
}

function placed({ subresource }: OtherPlace, because: string, resource: JsonObject): Example {
  const made = example(because, resource);
  return subresource
    ? { ...made, request: { operation: 'UPDATE', subresource: 'ephemeralcontainers' } }
    : made;
}

function told({ condition }: ConditionReading): string {
  return `\`${condition.field}\``;
}

function quoted(value: JsonValue | undefined): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Different objects only, the first reason kept. */
function unique(examples: readonly Example[]): readonly Example[] {
  const seen = new Set<string>();
  return examples.filter(({ resource, request }) => {
    const key = JSON.stringify([resource, request]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function example(because: string, resource: JsonObject): Example {
  return { because, resource: resource as Resource };
}
