import { defineRule } from './_define-rule.ts';
import { deployment, pod } from './_examples.ts';
import { moved, service } from './_related-examples.ts';
import { podMakers, serviceObject } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const checkout = deployment();

export const serviceSelectsNothing = defineRule({
  id: 'service-selects-nothing',
  code: 'KP104',
  title: 'Service whose selector matches no pod',
  why: 'Whoever calls the Service gets nothing: usually a label was renamed on one side only.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Service', 'concepts/services-networking/service/#defining-a-service')],
  subject: serviceObject,
  related: {
    pods: {
      kinds: podMakers,
      within: 'namespace',
      by: 'labels',
      key: 'object.spec.?selector',
    },
  },
  check: [
    {
      id: 'selects',
      // A name of another system, and endpoints that somebody else fills in, select nothing on purpose.
      expression:
        "object.spec.?type == optional.of('ExternalName') || size(object.spec.?selector.orValue({})) == 0 ? true : size(variables.pods) > 0",
      message: 'No pod of the namespace has the labels that the Service selects.',
    },
  ],
  remedy: {
    advice: 'Make `spec.selector` the labels of the pod template, or remove the Service.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Where the namespace has an object of a custom kind for which an operator makes pods, and no other pods are found, nothing is said.',
  ],
  prove: {
    pass: [
      { because: 'a Deployment makes such pods', resource: service(), beside: [checkout] },
      {
        because: 'two make them',
        resource: service(),
        beside: [checkout, pod({}, { labels: { app: 'checkout' } })],
      },
      { because: 'its endpoints are filled in by hand', resource: service({ selector: {} }) },
      {
        because: 'without a selector it is the same',
        resource: { ...service(), spec: { ports: [{ port: 80 }] } },
      },
      {
        because: 'it stands for a name elsewhere',
        resource: service({ type: 'ExternalName', externalName: 'checkout.example.com' }),
      },
    ],
    fail: [
      { because: 'there are no pods', resource: service() },
      {
        because: 'the pods have another label',
        resource: service({ selector: { app: 'search' } }),
        beside: [checkout],
      },
      {
        because: 'every label must match',
        resource: service({ selector: { app: 'checkout', tier: 'web' } }),
        beside: [checkout],
      },
      { because: 'the pods are in another namespace', resource: service(), beside: [moved(checkout)] },
      {
        because: 'the labels of the Deployment itself are not those of its pods',
        resource: service({ selector: { team: 'web' }, type: 'ClusterIP' }),
        beside: [{ ...checkout, metadata: { name: 'checkout', labels: { team: 'web' } } }],
      },
    ],
  },
});
