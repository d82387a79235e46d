import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { Named, Validation } from '../../core/policy.ts';
import { and, always, not, or, type Cel } from './cel-text.ts';
import { readConditions } from './conditions.ts';
import { eachOf, judgeBody, objectsOf, type Statement, type Surroundings } from './foreach.ts';
import { readMessage } from './message.ts';
import { wholeObject } from './place.ts';
import { podSecurity } from './pod-security.ts';
import { Refusal } from './refusal.ts';
import { scopeOf } from './scope.ts';

/** What a classic rule of Kyverno says, in CEL. */
export type TranslatedRule =
  | {
      readonly ok: true;
      /** All true, or the rule is skipped. They read no variables. */
      readonly conditions: readonly Named[];
      readonly variables: readonly Named[];
      readonly validations: readonly Validation[];
    }
  | { readonly ok: false; readonly refused: readonly RefusedConstruct[] };

/** A construct that has no faithful translation, by name. */
export interface RefusedConstruct {
  readonly construct: string;
  readonly why: string;
}

/** A classic rule (`pattern`, `anyPattern`, `deny`, `foreach`, `podSecurity`) as CEL; what cannot be said faithfully is refused by name. */
export function translateRule(
  rule: JsonObject,
  about: { readonly policy: string; readonly rule: string },
): TranslatedRule {
  try {
    return translate(rule, about.rule);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, refused: [{ construct: error.construct, why: error.why }] };
  }
}

const deepest = 60;

/** Whether maps and lists are nested beyond what anybody writes; asked level by level, so that nothing overflows. */
function isDeep(rule: JsonObject): boolean {
  let level: readonly JsonValue[] = [rule];
  for (let depth = 0; depth < deepest; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** What a rule does beyond what is judged here. */
const unknown = ['manifests', 'assert', 'cel'] as const;

function translate(rule: JsonObject, name: string): TranslatedRule {
  const validate = own(rule, 'validate');
  if (!isJsonObject(validate)) throw new Refusal('rule without validate', 'it judges nothing');
  for (const part of unknown)
    if (own(validate, part) !== undefined) throw new Refusal(`validate.${part}`, 'it is no classic check');
  if (isDeep(rule))
    throw new Refusal('rule nested too deeply', `more than ${deepest} maps and lists in each other`);
  const around: Surroundings = { context: objectsOf(own(rule, 'context')), elements: [], used: [] };
  const scope = scopeOf(around.context, [], []);
  const preconditions = readConditions(own(rule, 'preconditions'), scope);
  const conditions = named('preconditions', or(preconditions.fail, preconditions.hold));
  const levels = own(validate, 'podSecurity');
  if (isJsonObject(levels)) return { ok: true, conditions, ...podSecurity(levels, rule, name) };
  const { applies, met } = judge(validate, around);
  const { message, messageExpression } = readMessage(messageOf(validate, name), scope);
  return {
    ok: true,
    conditions: [...conditions, ...named('applies', or(preconditions.fail, applies))],
    variables: [],
    validations: [
      {
        id: kindOf(validate),
        expression: and(not(preconditions.fail), met).text,
        message,
        messageExpression,
        reason: 'Invalid',
      },
    ],
  };
}

const kinds = ['deny', 'pattern', 'anyPattern', 'foreach', 'podSecurity'] as const;

function kindOf(validate: JsonObject): string {
  return kinds.find((kind) => own(validate, kind) !== undefined) ?? 'validate';
}

function judge(validate: JsonObject, around: Surroundings): Statement {
  const foreach = own(validate, 'foreach');
  const isBody = (['deny', 'pattern', 'anyPattern'] as const).some(
    (kind) => own(validate, kind) !== undefined,
  );
  if (!isBody && Array.isArray(foreach)) return eachOf(foreach as readonly JsonValue[], around);
  return judgeBody(validate, around, wholeObject, scopeOf(around.context, [], []));
}

function messageOf(validate: JsonObject, rule: string): string {
  const message = own(validate, 'message');
  return typeof message === 'string' && message !== '' ? message : `validation error: rule ${rule} failed`;
}

function named(name: string, cel: Cel): readonly Named[] {
  return cel.text === always.text ? [] : [{ name, expression: cel.text }];
}
