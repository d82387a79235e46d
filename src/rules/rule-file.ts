import { z } from 'zod';
import type { JsonObject, JsonPointer, JsonValue } from '../core/json.ts';
import { child, tokens } from '../core/json.ts';
import type { Rule, RuleSubject } from '../core/rule.ts';
import { nearest } from '../core/nearest.ts';
import { workload } from './_subjects.ts';
import { ruleFileShape, type RuleFile } from './rule-file-shape.ts';

/** What is wrong with a rule file, and where in it. */
export interface RuleFileProblem {
  readonly pointer: JsonPointer;
  readonly message: string;
}

/** Whether a value means to be a rule file. */
export function isRuleFile(value: JsonObject): boolean {
  return (
    value['kind'] === 'Rule' &&
    typeof value['apiVersion'] === 'string' &&
    value['apiVersion'].startsWith('writ/')
  );
}

/** The rule in a rule file, or everything that keeps it from being one. */
export function parseRule(
  value: JsonValue,
): { readonly rule: Rule } | { readonly problems: readonly RuleFileProblem[] } {
  const parsed = ruleFileShape.safeParse(value, { reportInput: true });
  if (parsed.success) return { rule: toRule(parsed.data) };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, '')) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, above: JsonPointer): readonly RuleFileProblem[] {
  const pointer = issue.path.reduce<JsonPointer>(
    (at, key) => child(at, typeof key === 'number' ? key : String(key)),
    above,
  );
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: child(pointer, key), message: unknown(key) }));
  const meant = issue.code === 'invalid_union' ? meantBranch(issue.errors) : null;
  if (meant !== null) return meant.flatMap((inner) => problemsOf(inner, pointer));
  return [{ pointer, message: sentence(issue, pointer) }];
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

function sentence(issue: Issue, pointer: JsonPointer): string {
  const field = nameOf(pointer);
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${field} is missing`;
  if (issue.code === 'invalid_type') return `${field} must be ${typeName(issue.expected, issue.input)}`;
  if (issue.code === 'invalid_value') return `${field} must be ${choices(issue.values)}`;
  if (issue.code === 'invalid_key') return `${field} ${issue.issues[0]?.message ?? 'is no key'}`;
  if (issue.code === 'too_small' && issue.origin === 'array') return `${field} must not be empty`;
  return `${field} ${issue.message.replace(/^Invalid input: /, '')}`;
}

/** A field by its name, an element by its list and its number, counted from 1. */
function nameOf(pointer: JsonPointer): string {
  const [last, list] = tokens(pointer).toReversed();
  if (last === undefined) return 'the rule';
  return list !== undefined && /^\d+$/.test(last)
    ? `element ${Number(last) + 1} of \`${list}\``
    : `\`${last}\``;
}

function choices(values: readonly unknown[]): string {
  const listed = values.map((value) => `\`${String(value)}\``);
  return listed.length === 1 ? String(listed[0]) : `one of ${listed.join(', ')}`;
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

function unknown(key: string): string {
  const schema = z.toJSONSchema(ruleFileShape, { io: 'input', unrepresentable: 'any' });
  const near = nearest(
    key,
    fieldNames(schema).filter((name) => name !== key),
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

function toRule({
  apiVersion: _version,
  kind: _kind,
  subject,
  check,
  remedy,
  sources,
  ...rest
}: RuleFile): Rule {
  const [source = { title: 'own requirement', section: null, url: 'urn:writ:own' }, ...others] = sources;
  const checks = check.map(({ id, expression, message }, index) => ({
    id: id ?? `check-${index + 1}`,
    expression,
    message,
  }));
  // The shape holds that no list is empty where the type says so.
  return {
    ...rest,
    code: null,
    level: null,
    sources: [source, ...others],
    subject: subjectOf(subject),
    check: checks,
    remedy: remedy ?? { advice: `See why: ${rest.why}`, risk: 'person', caution: null, edits: [] },
  } as unknown as Rule;
}

function subjectOf(subject: RuleFile['subject']): RuleSubject {
  if (subject === 'workload') return workload;
  return {
    resources: subject.resources.map((rule) => ({
      ...rule,
      names: [],
      operations: ['CREATE', 'UPDATE'],
      reach: '*',
    })),
    variables: subject.variables,
    roots: {},
  };
}
