import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { claims } from './_subjects.ts';

const answers = { classes: ['encrypted', 'encrypted-fast'] };
const size = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };

/** A claim of storage with these fields of its spec. */
function claim(spec: JsonObject): Resource {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'orders' },
    spec: { ...size, ...spec },
  };
}

/** A StatefulSet that makes such claims. */
function claiming(...specs: readonly JsonObject[]): Resource {
  const { spec } = deployment() as Resource & { readonly spec: JsonObject };
  const volumeClaimTemplates = specs.map((fields, index) => ({
    metadata: { name: `data-${index}` },
    spec: { ...size, ...fields },
  }));
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'orders' },
    spec: { ...spec, serviceName: 'orders', ...(specs.length > 0 && { volumeClaimTemplates }) },
  };
}

export const storageClassUnencrypted = defineRule({
  id: 'storage-class-unencrypted',
  code: 'KP077',
  title: 'Storage class is not one of those that encrypt',
  why: 'Disks are copied, snapshotted and given back; what is on them in plain can be read by whoever holds them.',
  severity: 'medium',
  category: 'compliance',
  sources: [kubernetesDocs('Storage classes', 'concepts/storage/storage-classes/')],
  subject: claims,
  ask: {
    classes: { type: 'list', prompt: 'Which storage classes encrypt what is stored, and may be used?' },
  },
  check: [
    {
      id: 'approved',
      expression: 'variables.claims.all(c, c.spec.?storageClassName.orValue(null) in variables.classes)',
      message: 'The claim names no storage class that is known to encrypt.',
    },
  ],
  remedy: {
    advice:
      'Name one of the approved classes in `storageClassName` when the claim is made: it cannot be changed later.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Whether a class really encrypts is what the organization says, not what is looked up.',
    'Claims that a pod makes for itself, as ephemeral volumes, are not looked at.',
  ],
  prove: {
    pass: [
      { because: 'the class is approved', resource: claim({ storageClassName: 'encrypted' }), answers },
      { because: 'so is the other one', resource: claim({ storageClassName: 'encrypted-fast' }), answers },
      { because: 'a StatefulSet may claim', resource: claiming({ storageClassName: 'encrypted' }), answers },
      { because: 'it need not', resource: claiming(), answers },
    ],
    fail: [
      { because: 'the class is not approved', resource: claim({ storageClassName: 'standard' }), answers },
      { because: 'the default of a cluster may be any', resource: claim({}), answers },
      { because: 'an empty name waits for any disk', resource: claim({ storageClassName: '' }), answers },
      {
        because: 'an empty list approves nothing',
        resource: claim({ storageClassName: 'encrypted' }),
        answers: { classes: [] },
      },
      {
        because: 'one of two claims is enough',
        resource: claiming({ storageClassName: 'encrypted' }, { storageClassName: 'standard' }),
        answers,
      },
    ],
  },
});
