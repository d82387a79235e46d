import { own, type JsonObject } from '../../core/json.ts';
import { policyId } from '../../core/policy-id.ts';
import type { Mutation, MutationTargets, Policy, PolicySet, Refused, Scope } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { aboutKyverno } from '../about.ts';
import { autogenScopes } from '../autogen-scopes.ts';
import { parseConstraints } from '../constraints/parse-constraints.ts';
import { objectAt, objectsAt, textAt } from '../fields.ts';
import { parseExpressions } from '../parse-expressions.ts';
import type { AutogenVariant, templatePaths } from '../pod-controllers.ts';
import { shiftMutation } from './shift-mutation.ts';

/** The kinds that are read. */
export const kinds = ['MutatingPolicy', 'NamespacedMutatingPolicy'] as const;

type Version = `1.${number}`;

/** The mutating policies of the group `policies.kyverno.io` among some objects, of any of its versions. */
export function parse(objects: readonly Resource[], version: Version): PolicySet {
  const ours = objects.filter(
    ({ apiVersion, kind }) =>
      apiVersion.startsWith('policies.kyverno.io/') && (kinds as readonly string[]).includes(kind),
  );
  return {
    policies: ours.flatMap((object) => parsePolicy(object, version)),
    bindings: [],
    exceptions: [],
    refused: ours.flatMap(refusals),
  };
}

function parsePolicy(object: Resource, version: Version): readonly Policy[] {
  const spec = objectAt(object, 'spec');
  return [
    variantOf(object, {
      spec,
      scope: parseConstraints(objectAt(spec, 'matchConstraints')),
      version,
      variant: null,
    }),
    // What to write into a kind of one's own nobody knows: Kyverno itself skips these.
    ...autogenScopes(spec, version)
      .filter(([variant]) => variant !== 'extract')
      .map(([variant, scope]) => variantOf(object, { spec, scope, version, variant })),
  ];
}

interface Variant {
  readonly spec: JsonObject;
  readonly scope: Scope;
  readonly version: Version;
  readonly variant: AutogenVariant | null;
}

function variantOf(object: Resource, { spec, scope, version, variant }: Variant): Policy {
  const namespace = object.kind.startsWith('Namespaced') ? (namespaceOf(object) ?? 'default') : null;
  const id = { kind: object.kind, namespace, name: nameOf(object), rule: null, variant };
  const shift = shiftFor(variant);
  const { conditions, ...expressions } = parseExpressions(spec);
  const targets = targetsOf(spec);
  return {
    id: policyId(id),
    dialect: { name: 'kyverno-mutating', version },
    scope: namespace === null ? scope : { all: [scope, { namespaces: [namespace] }] },
    params: null,
    ...expressions,
    conditions: conditions.map(({ name, expression }) => ({ name, expression: shift(expression) })),
    validations: [],
    mutations: objectsAt(spec, 'mutations')
      .flatMap((mutation) => parseMutation(mutation, shift))
      .map((mutation) => (replacesAtomics(spec) ? { ...mutation, atomics: 'replaced' } : mutation)),
    ...(targets !== null && { targets }),
    about: aboutKyverno(object, null, variant === null ? null : policyId({ ...id, variant: null })),
  };
}

function replacesAtomics(spec: JsonObject): boolean {
  return own(objectAt(spec, 'evaluation'), 'useServerSideApply') === true;
}

function shiftFor(variant: AutogenVariant | null): (expression: string) => string {
  if (variant === null || variant === 'extract') return (expression) => expression;
  const known: keyof typeof templatePaths = variant;
  return (expression) => shiftMutation(expression, known);
}

/** One entry of `mutations`, of either form. */
export function parseMutation(
  mutation: JsonObject,
  shift: (expression: string) => string = (expression) => expression,
): readonly Mutation[] {
  const patch = textAt(objectAt(mutation, 'jsonPatch'), 'expression');
  if (patch !== null) return [{ form: 'JSONPatch', expression: patch }];
  const configuration = textAt(objectAt(mutation, 'applyConfiguration'), 'expression');
  return configuration === null ? [] : [{ form: 'ApplyConfiguration', expression: shift(configuration) }];
}

function targetsOf(spec: JsonObject): MutationTargets | null {
  if (own(objectAt(objectAt(spec, 'evaluation'), 'mutateExisting'), 'enabled') !== true) return null;
  const constraints = objectAt(spec, 'targetMatchConstraints');
  const stated = objectsAt(constraints, 'resourceRules').length > 0;
  return {
    scope: parseConstraints(stated ? constraints : objectAt(spec, 'matchConstraints')),
    conditions: objectsAt(spec, 'targetMatchConditions').map((condition) => ({
      name: textAt(condition, 'name') ?? '',
      expression: textAt(condition, 'expression') ?? '',
    })),
    expression: textAt(constraints, 'expression'),
  };
}

/** A mutation of a form that is not known here would be left out in silence. */
function refusals(object: Resource): readonly Refused[] {
  const policy = policyId({
    kind: object.kind,
    namespace: object.kind.startsWith('Namespaced') ? (namespaceOf(object) ?? 'default') : null,
    name: nameOf(object),
    rule: null,
    variant: null,
  });
  const spec = objectAt(object, 'spec');
  const empty = objectsAt(spec, 'mutations').filter((mutation) => parseMutation(mutation).length === 0);
  return [
    ...empty.map(() => ({
      policy,
      rule: null,
      construct: 'a mutation with neither jsonPatch nor applyConfiguration',
      why: 'there is nothing to evaluate in it',
    })),
    ...((targetsOf(spec)?.expression ?? null) === null
      ? []
      : [
          {
            policy,
            rule: null,
            construct: 'targetMatchConstraints.expression',
            why: 'existing objects are found by constraints only',
          },
        ]),
  ];
}
