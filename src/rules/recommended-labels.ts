import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment, pod } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { labelled } from './_subjects.ts';

const named = { 'app.kubernetes.io/name': 'checkout' };
const complete = { ...named, 'app.kubernetes.io/version': '4.18.2' };

/** A Service with this metadata. */
function service(metadata: JsonObject): Resource {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'checkout', ...metadata },
    spec: { selector: { app: 'checkout' }, ports: [{ port: 80 }] },
  };
}

export const recommendedLabels = defineRule({
  id: 'recommended-labels',
  code: 'KP076',
  title: 'Labels are missing by which people find it',
  why: 'Tools, dashboards and the person on call at night tell applications apart by these labels; without them nobody knows whose it is and which version.',
  severity: 'low',
  category: 'compliance',
  sources: [kubernetesDocs('Recommended labels', 'concepts/overview/working-with-objects/common-labels/')],
  subject: labelled,
  ask: {
    labels: {
      type: 'list',
      prompt:
        'Which labels must every workload and Service have? Where one of several is enough, write them with | between',
      default: ['app.kubernetes.io/name', 'app.kubernetes.io/version'],
    },
  },
  check: [
    {
      id: 'stated',
      // Of what is missing the labels are the place, not the list of those that are wanted.
      expression:
        "!variables.labels.exists(l, !l.split('|').exists(k, k in object.metadata.?labels.orValue({})))",
      message: 'Labels are missing that every workload and Service must have.',
    },
  ],
  remedy: {
    advice: 'Add them to `metadata.labels`; the labels of the pods and the selector may stay as they are.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'What the labels say is not looked at, only that they are there.',
    'The labels of pod templates are not looked at.',
  ],
  prove: {
    pass: [
      { because: 'it has both', resource: service({ labels: complete }) },
      { because: 'more do no harm', resource: pod({}, { labels: { ...complete, team: 'shop' } }) },
      {
        because: 'the organization wants others',
        resource: service({ labels: { team: 'shop' } }),
        answers: { labels: ['team'] },
      },
      {
        because: 'one of several is enough',
        resource: service({ labels: { app: 'checkout', team: 'shop' } }),
        answers: { labels: ['app.kubernetes.io/name|app', 'team'] },
      },
      { because: 'the organization wants none', resource: service({}), answers: { labels: [] } },
    ],
    fail: [
      { because: 'it has none', resource: service({}) },
      { because: 'one is missing', resource: service({ labels: named }) },
      {
        because: 'those of the pods are not those of the Deployment',
        resource: deployment({}, { labels: { ...complete, app: 'checkout' } }),
      },
      {
        because: 'the organization wants another one',
        resource: service({ labels: complete }),
        answers: { labels: ['team'] },
      },
      {
        because: 'none of several is not enough',
        resource: service({ labels: { team: 'shop' } }),
        answers: { labels: ['app.kubernetes.io/name|app', 'team'] },
      },
    ],
  },
});
