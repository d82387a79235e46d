import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment, pod } from './_examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { namespaced } from './_subjects.ts';

/** An object of the core group without a spec. */
function core(kind: string, metadata: JsonObject): Resource {
  return { apiVersion: 'v1', kind, metadata };
}

export const defaultNamespace = defineRule({
  id: 'default-namespace',
  code: 'KP071',
  title: 'Object is in the namespace default',
  why: 'Quotas, network policies and rights are given by namespace: in the one that everybody shares nothing of this can be told apart.',
  severity: 'low',
  category: 'compliance',
  sources: [
    cis('5.6.4'),
    nsa('Namespaces'),
    kubernetesDocs('Namespaces', 'concepts/overview/working-with-objects/namespaces/'),
  ],
  subject: namespaced,
  check: [
    {
      id: 'other',
      // What every cluster puts there by itself.
      expression:
        "has(object.metadata.name) && object.kind + ' ' + object.metadata.name in ['Service kubernetes', 'ConfigMap kube-root-ca.crt', 'ServiceAccount default'] ? true : object.metadata.?namespace.orValue('default') != 'default'",
      message: 'The object is in the namespace default.',
    },
  ],
  remedy: {
    advice: 'Give the application a namespace of its own, and name it in `metadata.namespace`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A manifest without a namespace counts as one of default, though whoever applies it may choose another.',
    'Kinds that are not part of an application, such as Leases and Events, are not looked at.',
  ],
  prove: {
    pass: [
      { because: 'it has a namespace of its own', resource: deployment({}, {}, { namespace: 'shop' }) },
      { because: 'a ConfigMap too', resource: core('ConfigMap', { name: 'prices', namespace: 'shop' }) },
      {
        because: 'every cluster has its own Service there',
        resource: {
          ...core('Service', { name: 'kubernetes', namespace: 'default' }),
          spec: { ports: [{ port: 443 }] },
        },
      },
      {
        because: 'every namespace has this ConfigMap',
        resource: core('ConfigMap', { name: 'kube-root-ca.crt', namespace: 'default' }),
      },
      {
        because: 'every namespace has this ServiceAccount',
        resource: core('ServiceAccount', { name: 'default', namespace: 'default' }),
      },
    ],
    fail: [
      { because: 'it says so', resource: pod({}, { namespace: 'default' }) },
      { because: 'it does not say where it belongs', resource: deployment() },
      {
        because: 'a name that is yet to be made is none of the cluster',
        resource: core('ConfigMap', { generateName: 'prices-', namespace: 'default' }),
      },
      {
        because: 'only the kind and the name together are of the cluster',
        resource: core('ServiceAccount', { name: 'kubernetes', namespace: 'default' }),
      },
    ],
  },
});
