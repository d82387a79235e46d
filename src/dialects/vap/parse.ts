import type { Binding, Policy, PolicySet, Refused } from '../../core/policy.ts';
import { nameOf, type Resource } from '../../core/resource.ts';
import { bindingKind, policyKind } from './constants.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { parseConstraints } from '../constraints/parse-constraints.ts';
import { parseExpressions, parseValidation } from '../parse-expressions.ts';
import { parseParamKind, parseParamRef } from '../parse-params.ts';
import { parseAbout, readWritten } from '../written-about.ts';

/** The ValidatingAdmissionPolicies and bindings among some objects; other kinds are left alone. */
export function parse(objects: readonly Resource[], version: `1.${number}`): PolicySet {
  const ours = objects.filter(({ apiVersion }) => apiVersion.startsWith('admissionregistration.k8s.io/'));
  const policies = ours
    .filter(({ kind }) => kind === policyKind)
    .map((object) => parsePolicy(object, version));
  const ids = new Map(policies.map(({ id, name }) => [name, id]));
  const bindings = ours.filter(({ kind }) => kind === bindingKind).map((object) => parseBinding(object, ids));
  return {
    policies: policies.map(({ name: _name, ...policy }) => policy),
    bindings,
    exceptions: [],
    refused: ours.flatMap(refusals),
  };
}

function parsePolicy(object: Resource, version: `1.${number}`): Policy & { readonly name: string } {
  const spec = objectAt(object, 'spec');
  const name = nameOf(object);
  const notes = objectAt(objectAt(object, 'metadata'), 'annotations');
  const written = readWritten(notes);
  return {
    name,
    // What we wrote is the rule itself; anybody else's is known by its kind and name.
    id: written === null ? `${policyKind}/${name}` : (written.id ?? name),
    dialect: { name: 'vap', version },
    scope: parseConstraints(objectAt(spec, 'matchConstraints')),
    params: parseParamKind(spec),
    validations: objectsAt(spec, 'validations').map(parseValidation(written?.checks ?? [])),
    mutations: [],
    ...parseExpressions(spec),
    about: parseAbout(name, notes),
  };
}

function parseBinding(object: Resource, ids: ReadonlyMap<string, string>): Binding {
  const spec = objectAt(object, 'spec');
  const policy = textAt(spec, 'policyName') ?? '';
  return {
    name: nameOf(object),
    policy: ids.get(policy) ?? `${policyKind}/${policy}`,
    scope: parseConstraints(objectAt(spec, 'matchResources')),
    actions: textsAt(spec, 'validationActions') as Binding['actions'],
    params: parseParamRef(spec),
  };
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
