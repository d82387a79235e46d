import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';

/** Gives a ClusterRole to these subjects in one namespace. */
export function roleBinding(role: string, ...subjects: readonly JsonObject[]): Resource {
  return {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name: 'checkout' },
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects,
  };
}

/** Gives a ClusterRole to these subjects everywhere. */
export function clusterRoleBinding(role: string, ...subjects: readonly JsonObject[]): Resource {
  return { ...roleBinding(role, ...subjects), kind: 'ClusterRoleBinding' };
}

/** The same binding under another name. */
export function called(name: string, resource: Resource): Resource {
  return { ...resource, metadata: { name } };
}

/** A binding of a role of the same namespace and name instead. */
export function ofNamespace(resource: Resource): Resource {
  return { ...resource, roleRef: { ...(resource['roleRef'] as JsonObject), kind: 'Role' } };
}

/** A group of users. */
export function group(name: string): JsonObject {
  return { apiGroup, kind: 'Group', name };
}

/** A user. */
export function user(name: string): JsonObject {
  return { apiGroup, kind: 'User', name };
}

/** A service account of the shop. */
export function account(name: string): JsonObject {
  return { kind: 'ServiceAccount', name, namespace: 'shop' };
}
