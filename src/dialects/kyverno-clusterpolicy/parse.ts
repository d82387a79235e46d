import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import { policyId, readPolicyId } from '../../core/policy-id.ts';
import type { Policy, PolicySet, Refused, Validation } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { aboutKyverno } from '../about.ts';
import { objectAt, objectsAt, textAt } from '../fields.ts';
import { translateRule } from '../kyverno-classic/translate-rule.ts';
import { parseExpressions, parseValidation } from '../parse-expressions.ts';
import { parseParamKind } from '../parse-params.ts';
import { allowExisting } from './allow-existing.ts';
import { autogenRules } from './autogen.ts';
import { byOperation } from './by-operation.ts';
import { parseActions } from './parse-actions.ts';
import { parseMatch } from './parse-match.ts';

/** The kinds that are read. */
export const kinds = ['ClusterPolicy', 'Policy'] as const;

type Version = `1.${number}`;

/** The policies of the group `kyverno.io` among some objects: each of their rules, and what autogen makes of it. */
export function parse(objects: readonly Resource[], version: Version): PolicySet {
  const ours = objects.filter(
    ({ apiVersion, kind }) =>
      apiVersion.startsWith('kyverno.io/') && (kinds as readonly string[]).includes(kind),
  );
  const read = ours.flatMap((object) =>
    rulesOf(object).map(({ rule, of }) => ({ object, rule, ...parseRule({ object, rule, of, version }) })),
  );
  const policies = read.flatMap((one) => one.policies);
  return {
    policies,
    bindings: read.flatMap(({ object, rule, policies: own }) =>
      own.flatMap(({ id }) => parseActions(object, rule, id)),
    ),
    exceptions: [],
    refused: read.flatMap(({ refused }) => refused),
  };
}

interface Read {
  readonly policies: readonly Policy[];
  readonly refused: readonly Refused[];
}

interface RuleOf {
  readonly rule: JsonObject;
  /** The rule that autogen made it of, or null. */
  readonly of: string | null;
}

function rulesOf(object: Resource): readonly RuleOf[] {
  const written = objectsAt(objectAt(object, 'spec'), 'rules').map((rule) => ({ rule, of: null }));
  const made = autogenRules(object);
  // Where autogen makes rules, those that somebody has written in its place are left out, as in Kyverno.
  const kept =
    made.length === 0 ? written : written.filter(({ rule }) => !nameOfRule(rule).startsWith('autogen-'));
  return [...kept, ...made];
}

interface RuleContext extends RuleOf {
  readonly object: Resource;
  readonly version: Version;
}

function parseRule({ object, rule, of, version }: RuleContext): Read {
  const namespace = object.kind === 'Policy' ? (namespaceOf(object) ?? 'default') : null;
  const id = { kind: object.kind, namespace, name: nameOf(object), rule: nameOfRule(rule), variant: null };
  const refuse = (refused: readonly { readonly construct: string; readonly why: string }[]): Read => ({
    policies: [],
    refused: refused.map((one) => ({ policy: policyId({ ...id, rule: null }), rule: id.rule, ...one })),
  });
  const other = otherWork(rule);
  if (other !== null) return refuse([other]);
  const content = contentOf(rule, { policy: id.name, rule: id.rule });
  if (!content.ok) return refuse(content.refused);
  const scope = parseMatch(rule);
  const { ok: _ok, conditions, ...evaluated } = content;
  const policy: Policy = {
    id: policyId(id),
    dialect: { name: 'kyverno-clusterpolicy', version },
    scope: namespace === null ? scope : { all: [scope, { namespaces: [namespace] }] },
    conditions: [...webhookConditions(object), ...conditions],
    ...evaluated,
    mutations: [],
    onError: failurePolicyOf(object),
    about: aboutKyverno(object, id.rule, of === null ? null : policyId({ ...id, rule: of })),
  };
  // What is written in CEL says itself which object it means.
  const isCel = isJsonObject(own(objectAt(rule, 'validate'), 'cel'));
  if (isCel) return { refused: [], policies: [policy] };
  const lenient = (one: Policy): Policy => allowExisting(rule, objectAt(object, 'spec'), one);
  return {
    refused: [],
    policies: byOperation(rule, policy).map((one) => (isOfDeletion(one) ? one : lenient(one))),
  };
}

function isOfDeletion({ id }: Policy): boolean {
  return readPolicyId(id).variant === 'delete';
}

type Content =
  | ({ readonly ok: true } & Pick<
      Policy,
      'conditions' | 'variables' | 'validations' | 'params' | 'auditAnnotations'
    >)
  | { readonly ok: false; readonly refused: readonly { readonly construct: string; readonly why: string }[] };

function contentOf(rule: JsonObject, about: { readonly policy: string; readonly rule: string }): Content {
  const validate = objectAt(rule, 'validate');
  const cel = own(validate, 'cel');
  if (isJsonObject(cel)) return celContent(rule, validate, cel);
  const translated = translateRule(rule, about);
  return translated.ok ? { params: null, auditAnnotations: [], ...translated } : translated;
}

function celContent(rule: JsonObject, validate: JsonObject, cel: JsonObject): Content {
  const { conditions } = parseExpressions({ matchConditions: own(rule, 'celPreconditions') ?? [] });
  const { variables, auditAnnotations } = parseExpressions(cel);
  const fallback = textAt(validate, 'message');
  return {
    ok: true,
    conditions,
    variables,
    auditAnnotations,
    params: parseParamKind(cel),
    validations: objectsAt(cel, 'expressions')
      .map(parseValidation())
      .map((validation): Validation => ({ ...validation, message: validation.message ?? fallback })),
  };
}

/** What else a rule may do, and what of it is not judged here. */
const otherKinds: Readonly<Record<string, string>> = {
  mutate: 'rules that change objects are read as MutatingPolicy only',
  generate: 'it makes other objects, which admits and refuses nothing',
  verifyImages: 'it asks a registry',
};

function otherWork(rule: JsonObject): { readonly construct: string; readonly why: string } | null {
  const found = Object.entries(otherKinds).find(([key]) => own(rule, key) !== undefined);
  return found === undefined ? null : { construct: found[0], why: found[1] };
}

/** Conditions of the webhook itself: a request for which one is false never reaches the policy. */
function webhookConditions(object: Resource): Policy['conditions'] {
  const webhook = objectAt(objectAt(object, 'spec'), 'webhookConfiguration');
  return parseExpressions(webhook).conditions;
}

function failurePolicyOf(object: Resource): Policy['onError'] {
  const spec = objectAt(object, 'spec');
  const stated =
    textAt(objectAt(spec, 'webhookConfiguration'), 'failurePolicy') ?? textAt(spec, 'failurePolicy');
  return stated === 'Ignore' ? 'Ignore' : 'Fail';
}

function nameOfRule(rule: JsonObject): string {
  return textAt(rule, 'name') ?? '';
}
