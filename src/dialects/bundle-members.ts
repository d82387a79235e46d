import { hash } from 'node:crypto';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { About, Named, Policy, Validation } from '../core/policy.ts';
import { textAt } from './fields.ts';
import { variablesRead } from './variables-read.ts';
import { annotations, parseAbout, readWritten, renderAbout } from './written-about.ts';

/** One of the policies that were bundled as one. */
export interface BundleMember {
  readonly id: string;
  /** Of the policy by itself. */
  readonly hash: string;
  readonly about: About;
  /** The expressions that told what is wrong, by the ids of its validations. */
  readonly messages: Readonly<Record<string, string>>;
}

/** The annotation that tells whose validations are whose. */
export const membersAnnotation = 'writ.dev/members';

/** Variables of a bundle that are whether a check holds; the rest of the name is the check's. */
export const checkPrefix = 'check_';

/** The id within a bundle of a member's validation; it may hold neither comma nor space. */
export function checkId(member: string, validation: string): string {
  return `${member}/${validation}`;
}

/** The name of the variable that holds whether a check is met. */
export function checkVariable(id: string): string {
  const words = id.replaceAll(/[^a-zA-Z0-9]+/g, '_').slice(0, 80);
  return `${checkPrefix}${words}_${hash('sha256', id).slice(0, 4)}`;
}

/** The members of a bundle as the text of an annotation. */
export function renderMembers(members: readonly BundleMember[]): string {
  return JSON.stringify(
    members.map(({ id, hash: of, about, messages }) => ({
      ...withoutPrefix(renderAbout({ id, about, validations: [] })),
      hash: of,
      ...(Object.keys(messages).length > 0 && { messages }),
    })),
  );
}

const prefix = 'writ.dev/';

function withoutPrefix(notes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(notes).flatMap(([key, value]) =>
      key === annotations.checks ? [] : [[key.slice(prefix.length), value]],
    ),
  );
}

/** The members that an annotation tells of; null where there is none that can be read. */
export function parseMembers(notes: JsonObject): readonly BundleMember[] | null {
  const text = textAt(notes, membersAnnotation);
  if (text === null) return null;
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
  if (!Array.isArray(value)) return null;
  return (value as readonly JsonValue[]).flatMap((one) => (isJsonObject(one) ? [parseMember(one)] : []));
}

function parseMember(one: JsonObject): BundleMember {
  const notes = Object.fromEntries(Object.entries(one).map(([key, value]) => [`${prefix}${key}`, value]));
  const messages = own(one, 'messages');
  const id = textAt(notes, annotations.id) ?? '';
  return {
    id,
    hash: textAt(one, 'hash') ?? '',
    about: parseAbout(id, notes),
    messages: isJsonObject(messages) ? (messages as Readonly<Record<string, string>>) : {},
  };
}

/**
 * The policies that an object's policy was made of here, each with its own id and checks; the policy as it is, where it
 * was written by somebody else.
 */
export function readBack(policy: Policy, notes: JsonObject): readonly Policy[] {
  const written = readWritten(notes);
  if (written === null) return [policy];
  const { checks, id } = written;
  const validations = policy.validations.map((one, index) => ({ ...one, id: checks[index] ?? one.id }));
  const about = { ...policy.about, ...parseAbout(policy.about.title, notes) };
  const own: Policy = { ...policy, validations, about, id: id ?? policy.id };
  const members = parseMembers(notes);
  // What somebody added by hand belongs to no member, and must not be lost.
  const isOurs = ({ id: check }: Validation): boolean =>
    members?.some((member) => check.startsWith(`${member.id}/`)) === true;
  if (members === null || !own.validations.every(isOurs)) return [own];
  return members.map((member) => memberOf(own, member));
}

/** The match condition of a bundle by which an API server looks at it only where a check fails; of no member. */
export const guardName = 'some-check-fails';

function memberOf(bundle: Policy, { id, about, messages }: BundleMember): Policy {
  const values = new Map(bundle.variables.map(({ name, expression }) => [name, expression]));
  const validations = bundle.validations
    .filter((one) => one.id.startsWith(`${id}/`))
    .map((one): Validation => {
      const own = one.id.slice(id.length + 1);
      const name = /^variables\.(\w+)$/.exec(one.expression)?.[1] ?? '';
      return {
        ...one,
        id: own,
        expression: values.get(name) ?? one.expression,
        messageExpression: messages[own] ?? null,
      };
    });
  const variables = bundle.variables.filter(({ name }) => !name.startsWith(checkPrefix));
  const read = validations.flatMap(({ expression, messageExpression }) => [
    expression,
    messageExpression ?? '',
  ]);
  const conditions = bundle.conditions.filter(({ name }) => name !== guardName);
  return { ...bundle, id, about, conditions, validations, variables: needed(variables, read) };
}

/** The variables that expressions read, directly or through others, in order. */
export function needed(variables: readonly Named[], expressions: readonly string[]): readonly Named[] {
  const wanted = new Set(expressions.flatMap((expression) => variablesRead(expression)));
  const kept: Named[] = [];
  for (const variable of variables.toReversed()) {
    if (!wanted.has(variable.name)) continue;
    kept.unshift(variable);
    for (const name of variablesRead(variable.expression)) wanted.add(name);
  }
  return kept;
}
