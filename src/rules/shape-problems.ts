import { z } from 'zod';
import { child, isJsonObject, tokens, type JsonPointer, type JsonValue } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';

/** What is wrong with a value that should have a shape, and where in it. */
export interface ShapeProblem {
  readonly pointer: JsonPointer;
  readonly message: string;
}

/** A value in its shape, or everything that keeps it from it as one sentence each; `whole` names the value. */
export function parseShape<T>(
  shape: z.ZodType<T>,
  value: JsonValue,
  whole: string,
): { readonly data: T } | { readonly problems: readonly ShapeProblem[] } {
  const parsed = shape.safeParse(value, { reportInput: true });
  if (parsed.success) {
    const problems = passedOver(value, parsed.data, '');
    return problems.length === 0 ? { data: parsed.data } : { problems };
  }
  const names = fieldNames(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }));
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, '', { names, whole })) };
}

/** zod leaves the key `__proto__` out of a record without a word: a selector would be wider than it was written. */
function passedOver(value: JsonValue, data: unknown, above: JsonPointer): readonly ShapeProblem[] {
  if (typeof data !== 'object' || data === null || typeof value !== 'object' || value === null) return [];
  const own = isJsonObject(value) && Object.hasOwn(value, '__proto__') && !Object.hasOwn(data, '__proto__');
  const here = { pointer: child(above, '__proto__'), message: '`__proto__` cannot be a name here' };
  const read = new Map(Object.entries(data));
  return [
    ...(own ? [here] : []),
    ...Object.entries(value).flatMap(([key, inner]) => passedOver(inner, read.get(key), child(above, key))),
  ];
}

type Issue = z.core.$ZodIssue;

interface Told {
  /** The names of all fields of the shape. */
  readonly names: readonly string[];
  readonly whole: string;
}

function problemsOf(issue: Issue, above: JsonPointer, told: Told): readonly ShapeProblem[] {
  const pointer = issue.path.reduce<JsonPointer>(
    (at, key) => child(at, typeof key === 'number' ? key : String(key)),
    above,
  );
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: child(pointer, key), message: unknown(key, told) }));
  const meant = issue.code === 'invalid_union' ? meantBranch(issue.errors) : null;
  if (meant !== null) return meant.flatMap((inner) => problemsOf(inner, pointer, told));
  return [{ pointer, message: sentence(issue, pointer, told) }];
}

/** The alternative that a value comes closest to; null where it is none of them at all. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const inside = branches.filter((issues) => issues.every((issue) => !isOfOtherType(issue)));
  return inside.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

/** Whether a value is of another type than an alternative, or lacks the field by which it would be known. */
function isOfOtherType({ code, path }: Issue): boolean {
  return (code === 'invalid_type' || code === 'invalid_value') && path.length <= 1;
}

function sentence(issue: Issue, pointer: JsonPointer, { whole }: Told): string {
  const field = nameOf(pointer, whole);
  if (isMissing(issue)) return `${field} is missing`;
  if (issue.code === 'invalid_type') return `${field} must be ${typeName(issue.expected, issue.input)}`;
  if (issue.code === 'invalid_value')
    return `${field} must be ${choices(issue.values)}${meantChoice(issue.input, issue.values)}`;
  if (issue.code === 'invalid_key') return `${field} ${issue.issues[0]?.message ?? 'is no key'}`;
  if (issue.code === 'too_small' && issue.origin === 'array') return `${field} must not be empty`;
  return `${field} ${issue.message.replace(/^Invalid input: /, '')}`;
}

function isMissing({ code, input }: Issue): boolean {
  return input === undefined && (code === 'invalid_type' || code === 'invalid_value');
}

/** A field by its name, an element by its list and its number, counted from 1. */
function nameOf(pointer: JsonPointer, whole: string): string {
  const [last, list] = tokens(pointer).toReversed();
  if (last === undefined) return whole;
  return list !== undefined && /^\d+$/.test(last)
    ? `element ${Number(last) + 1} of \`${list}\``
    : `\`${last}\``;
}

function choices(values: readonly unknown[]): string {
  const listed = values.map((value) => `\`${String(value)}\``);
  return listed.length === 1 ? String(listed[0]) : `one of ${listed.join(', ')}`;
}

function meantChoice(input: unknown, values: readonly unknown[]): string {
  if (typeof input !== 'string' || values.length === 1) return '';
  const near = nearest(
    input,
    values.filter((value) => typeof value === 'string'),
  );
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

const types: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function typeName(expected: string, input: unknown): string {
  const wanted = types[expected] ?? expected;
  return expected === 'string' && (typeof input === 'boolean' || typeof input === 'number')
    ? `${wanted}, not ${String(input)}: put it in quotes`
    : wanted;
}

function unknown(key: string, { names }: Told): string {
  const near = nearest(
    key,
    names.filter((name) => name !== key),
  );
  return `\`${key}\` is not a field here${near === null ? '' : `; did you mean \`${near}\`?`}`;
}

/** The names of all fields in a schema, however deep. */
function fieldNames(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' && typeof value === 'object' ? Object.keys(value as object) : []),
    ...fieldNames(value),
  ]);
}
