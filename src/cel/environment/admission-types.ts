import { bool, dyn, int, list, map, string, timestamp } from '../type.ts';
import type { Type } from '../type.ts';
import type { FieldType, TypeProvider } from './environment.ts';

type Fields = Readonly<Record<string, FieldType>>;

function always(type: Type): FieldType {
  return { type, optional: false };
}

function maybe(type: Type): FieldType {
  return { type, optional: true };
}

function object(name: string): Type {
  return { kind: 'object', name };
}

const groupVersionKind = object('kubernetes.GroupVersionKind');
const groupVersionResource = object('kubernetes.GroupVersionResource');
const strings = list(string);

/**
 * The types that an API server declares for `request` and `namespaceObject`: a request without
 * `uid`, `object` and `oldObject`; a Namespace without the fields that nobody should decide by.
 * Optional is what may be missing when a policy runs.
 */
const types: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  [
    'kubernetes.AdmissionRequest',
    {
      kind: always(groupVersionKind),
      resource: always(groupVersionResource),
      subResource: maybe(string),
      requestKind: always(groupVersionKind),
      requestResource: always(groupVersionResource),
      requestSubResource: maybe(string),
      name: always(string),
      namespace: maybe(string),
      operation: always(string),
      userInfo: always(object('kubernetes.UserInfo')),
      dryRun: always(bool),
      options: maybe(dyn),
    },
  ],
  ['kubernetes.GroupVersionKind', { group: always(string), version: always(string), kind: always(string) }],
  [
    'kubernetes.GroupVersionResource',
    { group: always(string), version: always(string), resource: always(string) },
  ],
  [
    'kubernetes.UserInfo',
    {
      username: always(string),
      uid: maybe(string),
      groups: always(strings),
      extra: maybe(map(string, strings)),
    },
  ],
  [
    'kubernetes.Namespace',
    {
      metadata: always(object('kubernetes.NamespaceMetadata')),
      spec: always(object('kubernetes.NamespaceSpec')),
      status: always(object('kubernetes.NamespaceStatus')),
    },
  ],
  [
    'kubernetes.NamespaceMetadata',
    {
      name: always(string),
      generateName: maybe(string),
      namespace: maybe(string),
      labels: maybe(map(string, string)),
      annotations: maybe(map(string, string)),
      UID: always(string),
      creationTimestamp: always(timestamp),
      deletionGracePeriodSeconds: maybe(int),
      deletionTimestamp: maybe(timestamp),
      generation: maybe(int),
      resourceVersion: always(string),
      finalizers: maybe(strings),
    },
  ],
  ['kubernetes.NamespaceSpec', { finalizers: maybe(strings) }],
  [
    'kubernetes.NamespaceStatus',
    { conditions: maybe(list(object('kubernetes.NamespaceCondition'))), phase: always(string) },
  ],
  [
    'kubernetes.NamespaceCondition',
    {
      status: always(string),
      type: always(string),
      lastTransitionTime: always(timestamp),
      message: always(string),
      reason: always(string),
    },
  ],
]);

/** The type of `request`. */
export const admissionRequest: Type = object('kubernetes.AdmissionRequest');

/** The type of `namespaceObject`. */
export const admissionNamespace: Type = object('kubernetes.Namespace');

/** Describes `request` and `namespaceObject`. */
export const admissionTypes: TypeProvider = {
  field(type, field) {
    const fields = types.get(type);
    return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  },
  fields: (type) => Object.keys(types.get(type) ?? {}),
  has: (type) => types.has(type),
};

const patchFields: Fields = {
  op: always(string),
  path: always(string),
  from: always(string),
  value: always(dyn),
};

/** The types that mutating policies build: `JSONPatch`, and `Object` with any field, `Object.spec` … */
export const mutationTypes: TypeProvider = {
  field(type, field) {
    if (type === 'JSONPatch') {
      return Object.hasOwn(patchFields, field) ? patchFields[field] : undefined;
    }
    return isObjectType(type) ? always(dyn) : admissionTypes.field(type, field);
  },
  fields: (type) => (type === 'JSONPatch' ? Object.keys(patchFields) : admissionTypes.fields(type)),
  has: (type) => isMutationType(type) || admissionTypes.has(type),
  makes: isMutationType,
};

function isMutationType(name: string): boolean {
  return name === 'JSONPatch' || isObjectType(name);
}

function isObjectType(name: string): boolean {
  return name === 'Object' || name.startsWith('Object.');
}
