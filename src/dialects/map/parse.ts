import { policyId } from '../../core/policy-id.ts';
import type { Binding, Policy, PolicySet } from '../../core/policy.ts';
import { nameOf, type Resource } from '../../core/resource.ts';
import { aboutKyverno } from '../about.ts';
import { parseConstraints } from '../constraints/parse-constraints.ts';
import { objectAt, objectsAt, textAt } from '../fields.ts';
import { parseMutation } from '../kyverno-mutating/parse.ts';
import { parseExpressions } from '../parse-expressions.ts';
import { parseParamKind, parseParamRef } from '../parse-params.ts';

/** The kinds that are read: KEP-3962, in any version. */
export const policyKind = 'MutatingAdmissionPolicy';

/** What puts a policy to work. */
export const bindingKind = 'MutatingAdmissionPolicyBinding';

/** The MutatingAdmissionPolicies and bindings among some objects; other kinds are left alone. */
export function parse(objects: readonly Resource[], version: `1.${number}`): PolicySet {
  const ours = objects.filter(({ apiVersion }) => apiVersion.startsWith('admissionregistration.k8s.io/'));
  return {
    policies: ours.filter(({ kind }) => kind === policyKind).map((object) => parsePolicy(object, version)),
    bindings: ours.filter(({ kind }) => kind === bindingKind).map(parseBinding),
    exceptions: [],
    refused: [],
  };
}

function idOf(name: string): string {
  return policyId({ kind: policyKind, namespace: null, name, rule: null, variant: null });
}

function parsePolicy(object: Resource, version: `1.${number}`): Policy {
  const spec = objectAt(object, 'spec');
  return {
    id: idOf(nameOf(object)),
    dialect: { name: 'map', version },
    scope: parseConstraints(objectAt(spec, 'matchConstraints')),
    params: parseParamKind(spec),
    ...parseExpressions(spec),
    validations: [],
    mutations: objectsAt(spec, 'mutations').flatMap((mutation) => parseMutation(mutation)),
    about: aboutKyverno(object, null, null),
  };
}

/** It has no actions: what it does is to change. */
function parseBinding(object: Resource): Binding {
  const spec = objectAt(object, 'spec');
  return {
    name: nameOf(object),
    policy: idOf(textAt(spec, 'policyName') ?? ''),
    scope: parseConstraints(objectAt(spec, 'matchResources')),
    actions: [],
    params: parseParamRef(spec),
  };
}
