import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import { policyId } from '../../core/policy-id.ts';
import type { Binding, Policy, PolicySet, Refused, Scope } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { aboutKyverno } from '../about.ts';
import { autogenScopes } from '../autogen-scopes.ts';
import { parseConstraints } from '../constraints/parse-constraints.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { templatePaths, type AutogenVariant } from '../pod-controllers.ts';
import { parseExpressions, parseValidation } from '../parse-expressions.ts';
import { rewriteObject, shiftToTemplate } from '../rewrite-texts.ts';
import { minorOf } from '../version.ts';

/** The kinds that are read. */
export const kinds = ['ValidatingPolicy', 'NamespacedValidatingPolicy'] as const;

type Version = `1.${number}`;

/** The validating policies of the group `policies.kyverno.io` among some objects, of any of its versions. */
export function parse(objects: readonly Resource[], version: Version): PolicySet {
  const ours = objects.filter(
    ({ apiVersion, kind }) =>
      apiVersion.startsWith('policies.kyverno.io/') && (kinds as readonly string[]).includes(kind),
  );
  const taken = ours.filter((object) => modes.has(modeOf(objectAt(object, 'spec'))));
  const read = taken.map((object) => ({ object, policies: parsePolicy(object, version) }));
  return {
    policies: read.flatMap(({ policies }) => policies),
    bindings: read.flatMap(({ object, policies }) => policies.map(({ id }) => parseActions(object, id))),
    exceptions: [],
    refused: ours.filter((object) => !taken.includes(object)).map(refuseMode),
  };
}

/** Whose requests are judged: the API server's, or any JSON. */
const modes: ReadonlySet<string> = new Set(['Kubernetes', 'JSON']);

function modeOf(spec: JsonObject): string {
  return textAt(objectAt(spec, 'evaluation'), 'mode') ?? 'Kubernetes';
}

function refuseMode(object: Resource): Refused {
  const { id } = identityOf(object, null);
  const construct = `evaluation mode ${modeOf(objectAt(object, 'spec'))}`;
  return { policy: id, rule: null, construct, why: 'it judges requests that are not those of an API server' };
}

function identityOf(
  object: Resource,
  variant: AutogenVariant | null,
): { readonly id: string; readonly of: string; readonly namespace: string | null } {
  const namespace = object.kind.startsWith('Namespaced') ? (namespaceOf(object) ?? 'default') : null;
  const id = { kind: object.kind, namespace, name: nameOf(object), rule: null, variant };
  return { id: policyId(id), of: policyId({ ...id, variant: null }), namespace };
}

/** The policy itself, and one for each way of reaching the templates of pods. */
function parsePolicy(object: Resource, version: Version): readonly Policy[] {
  const spec = objectAt(object, 'spec');
  return [
    variantOf(object, { spec, scope: scopeOf(spec), version, variant: null }),
    ...autogenScopes(spec, version).map(([variant, scope]) =>
      variantOf(object, { spec: shifted(spec, variant, version), scope, version, variant }),
    ),
  ];
}

interface Variant {
  readonly spec: JsonObject;
  readonly scope: Scope;
  readonly version: Version;
  readonly variant: AutogenVariant | null;
}

function variantOf(object: Resource, { spec, scope, version, variant }: Variant): Policy {
  const { id, of, namespace } = identityOf(object, variant);
  const judges = judged(spec, variant);
  return {
    id,
    dialect: { name: 'kyverno-validating', version },
    scope: namespace === null ? scope : { all: [scope, { namespaces: [namespace] }] },
    params: null,
    ...parseExpressions(spec),
    validations: objectsAt(spec, 'validations').map(parseValidation()),
    mutations: [],
    ...(judges !== null && { judges }),
    about: aboutKyverno(object, null, variant === null ? null : of),
  };
}

function judged(spec: JsonObject, variant: AutogenVariant | null): NonNullable<Policy['judges']> | null {
  if (variant === 'extract') return 'pod-templates';
  return modeOf(spec) === 'JSON' ? 'json' : null;
}

/** Without constraints a policy for requests concerns none; one for any JSON has no need of them. */
function scopeOf(spec: JsonObject): Scope {
  if (modeOf(spec) === 'JSON') return { all: [] };
  return isJsonObject(own(spec, 'matchConstraints'))
    ? parseConstraints(objectAt(spec, 'matchConstraints'))
    : { any: [] };
}

function parseActions(object: Resource, policy: string): Binding {
  const spec = objectAt(object, 'spec');
  const actions = textsAt(spec, 'validationActions');
  return {
    name: nameOf(object),
    policy,
    scope: { all: [] },
    actions: (actions.length === 0 ? ['Deny'] : actions) as Binding['actions'],
    params: null,
  };
}

function shifted(spec: JsonObject, variant: AutogenVariant, version: Version): JsonObject {
  if (variant === 'extract') return spec;
  const keepsNamespace = minorOf(version) >= 19;
  return rewriteObject(spec, (text) => shiftToTemplate(text, templatePaths[variant], keepsNamespace));
}
