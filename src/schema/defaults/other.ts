import {
  ensureObject,
  get,
  isEmpty,
  objectIn,
  objectsIn,
  textIn,
  whenAbsent,
  whenEmpty,
  type Draft,
} from './draft.ts';

const rbacGroup = 'rbac.authorization.k8s.io';
const definitions = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.';

/** The smaller groups' `defaults.go`: networking, RBAC, resource, apiextensions. */
export const otherFunctions: readonly (readonly [string, (draft: Draft) => void])[] = [
  ['io.k8s.api.networking.v1.NetworkPolicySpec', fillPolicyTypes],
  ['io.k8s.api.rbac.v1.RoleRef', (reference) => whenEmpty(reference, 'apiGroup', rbacGroup)],
  ['io.k8s.api.rbac.v1.Subject', fillSubject],
  ['io.k8s.api.resource.v1.ExactDeviceRequest', fillDeviceRequest],
  ['io.k8s.api.resource.v1.DeviceSubRequest', fillDeviceRequest],
  ['io.k8s.api.resource.v1.Device', fillDevice],
  [`${definitions}CustomResourceDefinition`, fillStoredVersions],
  [`${definitions}CustomResourceDefinitionNames`, fillNames],
];

function fillPolicyTypes(spec: Draft): void {
  whenEmpty(spec, 'policyTypes', isEmpty(get(spec, 'egress')) ? ['Ingress'] : ['Ingress', 'Egress']);
}

function fillSubject(subject: Draft): void {
  if (['User', 'Group'].includes(textIn(subject, 'kind'))) whenEmpty(subject, 'apiGroup', rbacGroup);
}

function fillDeviceRequest(request: Draft): void {
  whenEmpty(request, 'allocationMode', 'ExactCount');
  if (get(request, 'allocationMode') === 'ExactCount') whenEmpty(request, 'count', 1);
}

function fillDevice(device: Draft): void {
  for (const mapping of Object.values(objectIn(device, 'nodeAllocatableResourceMappings') ?? {}))
    if (typeof mapping === 'object' && mapping !== null)
      whenAbsent(mapping as Draft, 'allocationMultiplier', '1');
}

function fillStoredVersions(definition: Draft): void {
  const stored = objectsIn(objectIn(definition, 'spec'), 'versions').find(
    (version) => get(version, 'storage') === true,
  );
  if (stored !== undefined)
    whenEmpty(ensureObject(definition, 'status'), 'storedVersions', [textIn(stored, 'name')]);
}

function fillNames(names: Draft): void {
  const kind = textIn(names, 'kind');
  whenEmpty(names, 'singular', kind.toLowerCase());
  if (kind !== '') whenEmpty(names, 'listKind', `${kind}List`);
}
