import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { selecting } from './_subjects.ts';

/** A workload with this selector, and pods with these labels. */
function having(selector: JsonObject, labels: JsonObject | null, kind = 'Deployment'): Resource {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'checkout' },
    spec: {
      selector,
      template: { ...(labels !== null && { metadata: { labels } }), spec: { containers: [container()] } },
    },
  };
}

/** The same with one expression. */
function where(operator: string, values: readonly string[] | null, labels: JsonObject): Resource {
  return having({ matchExpressions: [{ key: 'app', operator, ...(values !== null && { values }) }] }, labels);
}

export const selectorTemplateMismatch = defineRule({
  id: 'selector-template-mismatch',
  code: 'KP111',
  title: 'Selector does not match the pods of the template',
  why: 'The API server refuses the workload: the release stops there, with what came before it already changed.',
  severity: 'high',
  category: 'operations',
  sources: [
    kubernetesDocs('Deployments', 'concepts/workloads/controllers/deployment/#selector'),
    kubernetesDocs('Labels and selectors', 'concepts/overview/working-with-objects/labels/#label-selectors'),
  ],
  subject: selecting,
  variables: [{ name: 'labels', expression: 'object.spec.template.?metadata.?labels.orValue({})' }],
  // The literal at the end of each has no place, so that it is the label or expression of the selector.
  check: [
    {
      id: 'labels',
      expression:
        'object.spec.selector.?matchLabels.orValue({}).all(k, variables.labels[?k] == optional.of(object.spec.selector.matchLabels[k]) ? true : false)',
      message: 'The selector asks for a label that the template does not give to its pods.',
    },
    {
      id: 'expressions',
      expression:
        "object.spec.selector.?matchExpressions.orValue([]).all(e, (e.operator == 'Exists' ? e.key in variables.labels : e.operator == 'DoesNotExist' ? !(e.key in variables.labels) : variables.labels[?e.key].optMap(v, v in e.?values.orValue([])).orValue(false) == (e.operator == 'In')) ? true : false)",
      message:
        'An expression of the selector does not hold for the labels that the template gives to its pods.',
    },
  ],
  remedy: {
    advice:
      'Give the template the labels that the selector asks for; the selector of what is already there cannot be changed.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['ReplicationControllers, and Jobs that bring a selector of their own, are not looked at.'],
  prove: {
    pass: [
      {
        because: 'the labels are the same',
        resource: having({ matchLabels: { app: 'checkout' } }, { app: 'checkout' }),
      },
      {
        because: 'pods may have more labels',
        resource: having(
          { matchLabels: { app: 'checkout' } },
          { app: 'checkout', tier: 'web' },
          'ReplicaSet',
        ),
      },
      {
        because: 'the value is one of those',
        resource: where('In', ['checkout', 'cart'], { app: 'checkout' }),
      },
      { because: 'the value is none of those', resource: where('NotIn', ['cart'], { app: 'checkout' }) },
      { because: 'what is missing is none of those', resource: where('NotIn', ['cart'], { tier: 'web' }) },
      { because: 'the label is there', resource: where('Exists', null, { app: 'checkout' }) },
      { because: 'the label is not there', resource: where('DoesNotExist', null, { tier: 'web' }) },
    ],
    fail: [
      {
        because: 'the value differs',
        resource: having({ matchLabels: { app: 'checkout' } }, { app: 'cart' }),
      },
      {
        because: 'the label is missing',
        resource: having({ matchLabels: { app: 'checkout' } }, { tier: 'web' }, 'DaemonSet'),
      },
      {
        because: 'one of two labels is missing',
        resource: having({ matchLabels: { app: 'checkout', tier: 'web' } }, { app: 'checkout' }),
      },
      { because: 'the template has no labels', resource: having({ matchLabels: { app: 'checkout' } }, null) },
      { because: 'the value is none of those', resource: where('In', ['cart'], { app: 'checkout' }) },
      { because: 'what is missing is none of those', resource: where('In', ['cart'], { tier: 'web' }) },
      { because: 'the value is one of those', resource: where('NotIn', ['checkout'], { app: 'checkout' }) },
      { because: 'the label is not there', resource: where('Exists', null, { tier: 'web' }) },
      { because: 'the label is there', resource: where('DoesNotExist', null, { app: 'checkout' }) },
      {
        because: 'one of two expressions is enough',
        resource: having(
          {
            matchExpressions: [
              { key: 'app', operator: 'Exists' },
              { key: 'tier', operator: 'Exists' },
            ],
          },
          { app: 'checkout' },
        ),
      },
    ],
  },
});
