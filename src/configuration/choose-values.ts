import type { JsonValue } from '../core/json.ts';
import { formatQuantity, parseQuantity } from '../schema/defaults/quantity.ts';
import type { Schema } from '../schema/schema.ts';
import type { ConditionReading } from './condition-expression.ts';
import { printFieldPath } from './field-path.ts';
import { holds } from './holds.ts';
import { sampleValues } from './sample-values.ts';

/** For each condition a value of which it holds, and others; undefined is a field that is not there. Parents first. */
export type Chosen = readonly {
  readonly reading: ConditionReading;
  readonly value: JsonValue | undefined;
  readonly others: readonly (JsonValue | undefined)[];
}[];

/** Values of which all conditions hold; null where there are conditions on one field for which none was found. */
export function chooseValues(readings: readonly ConditionReading[], schema: Schema): Chosen | null {
  const groups = [...Map.groupBy(readings, placeOf).values()].toSorted(
    ([a], [b]) => (a?.target.steps.length ?? 0) - (b?.target.steps.length ?? 0),
  );
  const chosen = groups.map((alike) => ({ alike, values: goodValues(alike, schema) }));
  if (chosen.some(({ values }) => values.length === 0)) return null;
  return chosen.flatMap(({ alike, values: [value, ...others] }) => {
    // That the field is missing tells more than one value more.
    const telling = others.includes(undefined)
      ? [undefined, ...others.filter((one) => one !== undefined)]
      : others;
    return alike.map((reading) => ({ reading, value, others: telling }));
  });
}

/** The groups of conditions on one field that no tried value satisfies. */
export function impossible(
  readings: readonly ConditionReading[],
  schema: Schema,
): readonly (readonly ConditionReading[])[] {
  return [...Map.groupBy(readings, placeOf).values()].filter(
    (alike) => goodValues(alike, schema).length === 0,
  );
}

/** The values that break a condition. */
export function badValues(
  reading: ConditionReading,
  schema: Schema,
  among: readonly ConditionReading[] = [],
): readonly (JsonValue | undefined)[] {
  const alike = [
    reading,
    ...among.filter((other) => other !== reading && placeOf(other) === placeOf(reading)),
  ];
  const bad = aloneFirst(candidates(alike, schema), alike).filter((value) => {
    const result = holds(reading.condition, value);
    return reading.quantifier === 'none' ? result === true : result === false;
  });
  // What is missing is another way to be wrong than what is there, and examples should have both.
  const [first, ...others] = bad.filter((value) => value !== undefined);
  const absent = bad.filter((value) => value === undefined);
  return first === undefined ? absent : [first, ...absent, ...others];
}

/** Values that break one condition only come first: they tell which one it was. */
function aloneFirst(
  values: readonly (JsonValue | undefined)[],
  [, ...others]: readonly ConditionReading[],
): readonly (JsonValue | undefined)[] {
  const isAlone = (value: JsonValue | undefined): boolean => others.every((other) => isGood(other, value));
  return [...values.filter(isAlone), ...values.filter((value) => !isAlone(value))];
}

/** Whether a value does not break a condition; of one that chooses, whether it is chosen. */
function isGood({ condition, quantifier, selects }: ConditionReading, value: JsonValue | undefined): boolean {
  const result = holds(condition, value);
  if (selects) return result === (quantifier !== 'none');
  return result !== (quantifier === 'none');
}

function placeOf({ target, containers }: ConditionReading): string {
  return `${target.root} ${containers ?? ''} ${printFieldPath(target.steps.map(({ segment }) => segment))}`;
}

function goodValues(alike: readonly ConditionReading[], schema: Schema): readonly (JsonValue | undefined)[] {
  return candidates(alike, schema).filter((value) => alike.every((reading) => isGood(reading, value)));
}

/** What is tried: values before their absence, which is no choice where the API demands the field. */
function candidates(alike: readonly ConditionReading[], schema: Schema): readonly (JsonValue | undefined)[] {
  const [first] = alike;
  if (first === undefined) return [];
  const values = alike.flatMap(({ condition, target }) => sampleValues(condition, target.type, schema));
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  const absent = first.target.required ? [] : [undefined];
  return [
    ...seen.values(),
    ...between(alike),
    ...joined(alike, values),
    ...inserted(alike, values),
    ...absent,
  ];
}

/** Longer texts have too many places. */
const longestInserted = 40;

/** What one condition looks for, at every place of the texts of the others: one may speak of the whole, another of a part. */
function inserted(alike: readonly ConditionReading[], values: readonly JsonValue[]): readonly string[] {
  const parts = alike.flatMap(({ condition: { operator, value } }) =>
    operator === 'contains' || operator === 'not_contains' ? [String(value)] : [],
  );
  if (parts.length === 0 || alike.length < 2) return [];
  const texts = values
    .filter((value) => typeof value === 'string')
    .filter(({ length }) => length <= longestInserted);
  const everywhere = (text: string, part: string): readonly string[] =>
    Array.from({ length: text.length + 1 }, (_, at) => `${text.slice(0, at)}${part}${text.slice(at)}`);
  return texts.slice(0, 12).flatMap((text) => parts.flatMap((part) => everywhere(text, part)));
}

/** Halfway between any two limits: a range may be narrow. */
function between(alike: readonly ConditionReading[]): readonly JsonValue[] {
  const limits = alike.flatMap(({ condition: { operator, value } }) => {
    const isLimit = operator === 'greater_than' || operator === 'less_than';
    const limit = isLimit ? parseQuantity(String(value)) : null;
    return limit === null ? [] : [limit];
  });
  if (limits.length < 2 || alike[0]?.target.type.type === 'integer') return [];
  return limits.flatMap((a) =>
    limits.map((b) => formatQuantity({ ...a, format: 'decimal', nanos: (a.nanos + b.nanos) / 2n })),
  );
}

/** Two texts one after the other: one condition may speak of the beginning, another of the end. */
function joined(alike: readonly ConditionReading[], values: readonly JsonValue[]): readonly string[] {
  if (alike.length < 2) return [];
  const texts = values.filter((value) => typeof value === 'string').slice(0, 24);
  return texts.flatMap((a) => texts.map((b) => `${a}${b}`));
}
