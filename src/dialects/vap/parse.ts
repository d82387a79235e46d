import type { Binding, Policy, PolicySet, Refused } from '../../core/policy.ts';
import { nameOf, type Resource } from '../../core/resource.ts';
import { readBack } from '../bundle-members.ts';
import { bindingKind, policyKind } from './constants.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { parseConstraints } from '../constraints/parse-constraints.ts';
import { parseExpressions, parseValidation } from '../parse-expressions.ts';
import { parseParamKind, parseParamRef } from '../parse-params.ts';
import { parseAbout } from '../written-about.ts';

/** The ValidatingAdmissionPolicies and bindings among some objects; other kinds are left alone. */
export function parse(objects: readonly Resource[], version: `1.${number}`): PolicySet {
  const ours = objects.filter(({ apiVersion }) => apiVersion.startsWith('admissionregistration.k8s.io/'));
  const read = ours
    .filter(({ kind }) => kind === policyKind)
    .map((object) => ({ name: nameOf(object), policies: parsePolicy(object, version) }));
  const ids = new Map(read.map(({ name, policies }) => [name, policies.map(({ id }) => id)]));
  return {
    policies: read.flatMap(({ policies }) => policies),
    bindings: ours.filter(({ kind }) => kind === bindingKind).flatMap((object) => parseBinding(object, ids)),
    exceptions: [],
    refused: ours.flatMap(refusals),
  };
}

/** What we wrote is the rules themselves; anybody else's is known by its kind and name. */
function parsePolicy(object: Resource, version: `1.${number}`): readonly Policy[] {
  const spec = objectAt(object, 'spec');
  const name = nameOf(object);
  const notes = objectAt(objectAt(object, 'metadata'), 'annotations');
  const policy: Policy = {
    id: `${policyKind}/${name}`,
    dialect: { name: 'vap', version },
    scope: parseConstraints(objectAt(spec, 'matchConstraints')),
    params: parseParamKind(spec),
    validations: objectsAt(spec, 'validations').map(parseValidation()),
    mutations: [],
    ...parseExpressions(spec),
    about: parseAbout(name, notes),
  };
  return readBack(policy, notes);
}

/** A binding of each policy that the one in the cluster is. */
function parseBinding(object: Resource, ids: ReadonlyMap<string, readonly string[]>): readonly Binding[] {
  const spec = objectAt(object, 'spec');
  const name = textAt(spec, 'policyName') ?? '';
  return (ids.get(name) ?? [`${policyKind}/${name}`]).map((policy) => ({
    name: nameOf(object),
    policy,
    scope: parseConstraints(objectAt(spec, 'matchResources')),
    actions: textsAt(spec, 'validationActions') as Binding['actions'],
    params: parseParamRef(spec),
  }));
}

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  [policyKind]: new Set(
    'failurePolicy paramKind matchConstraints matchConditions variables validations auditAnnotations'.split(
      ' ',
    ),
  ),
  [bindingKind]: new Set('policyName paramRef matchResources validationActions'.split(' ')),
};

/** Fields of a spec that a later Kubernetes may have and this reader does not know. */
function refusals(object: Resource): readonly Refused[] {
  const fields = known[object.kind];
  if (fields === undefined) return [];
  return Object.keys(objectAt(object, 'spec'))
    .filter((field) => !fields.has(field))
    .map((field) => ({
      policy: `${object.kind}/${nameOf(object)}`,
      rule: null,
      construct: `spec.${field}`,
      why: 'it is not a field that Writ knows',
    }));
}
