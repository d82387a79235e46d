import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { cis, kubernetesDocs } from './_sources.ts';
import { namespace } from './_subjects.ts';

const enforce = 'pod-security.kubernetes.io/enforce';

/** A Namespace with these labels. */
function labelled(labels: JsonObject, name = 'shop'): Resource {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

export const podSecurityAdmissionLabel = defineRule({
  id: 'pod-security-admission-label',
  code: 'KP073',
  title: 'Namespace enforces no Pod Security level',
  why: 'Whoever may create a pod there may create one that owns its node: nothing that every cluster has built in refuses it.',
  severity: 'medium',
  category: 'compliance',
  sources: [
    cis('5.2.1'),
    kubernetesDocs('Pod Security admission', 'concepts/security/pod-security-admission/'),
  ],
  subject: namespace,
  check: [
    {
      id: 'enforced',
      // Network, storage and DNS of the cluster need more than any level allows.
      expression: `has(object.metadata.name) && object.metadata.name in ['kube-system', 'kube-public', 'kube-node-lease'] ? true : object.metadata.?labels[?'${enforce}'] in [optional.of('baseline'), optional.of('restricted')]`,
      message: 'The namespace does not enforce the Pod Security level baseline or restricted.',
    },
  ],
  remedy: {
    advice: `Label the namespace \`${enforce}: baseline\`, or restricted.`,
    risk: 'medium',
    caution:
      'Pods that break the level keep running, and are refused when they are next made; `warn` and `audit` show them before.',
    edits: [{ set: '/metadata/labels/pod-security.kubernetes.io~1enforce', to: 'baseline' }],
  },
  limits: [
    'A level that the API server is configured to enforce everywhere is not known here.',
    'Other policies that do the same, of Kyverno for example, are not looked up.',
  ],
  prove: {
    pass: [
      { because: 'it enforces the ordinary level', resource: labelled({ [enforce]: 'baseline' }) },
      { because: 'it enforces the strict one', resource: labelled({ [enforce]: 'restricted' }) },
      { because: 'the cluster needs more for itself', resource: labelled({}, 'kube-system') },
      { because: 'the same', resource: labelled({}, 'kube-public') },
      { because: 'and the same', resource: labelled({}, 'kube-node-lease') },
    ],
    fail: [
      {
        because: 'it has no labels',
        resource: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      },
      { because: 'it has another label', resource: labelled({ team: 'shop' }) },
      { because: 'it allows everything on purpose', resource: labelled({ [enforce]: 'privileged' }) },
      {
        because: 'a warning refuses nothing',
        resource: labelled({ 'pod-security.kubernetes.io/warn': 'restricted' }),
      },
      {
        because: 'a name that only begins alike is not of the cluster',
        resource: labelled({}, 'kube-system-tools'),
      },
      {
        because: 'nor is a name that is yet to be made',
        resource: { apiVersion: 'v1', kind: 'Namespace', metadata: { generateName: 'shop-' } },
      },
    ],
  },
});
