import { defineRule } from './_define-rule.ts';
import { empty, moved, shop } from './_related-examples.ts';
import { namespaceObject } from './_related-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

const range = empty('v1', 'LimitRange', 'defaults', { namespace: 'shop' });

export const namespaceWithoutLimitRange = defineRule({
  id: 'namespace-without-limit-range',
  code: 'KP075',
  title: 'Namespace without a LimitRange',
  why: 'A container that says nothing of its resources gets none set aside and no limit; a LimitRange gives it both.',
  severity: 'low',
  category: 'compliance',
  sources: [nsa('Resource policies'), kubernetesDocs('Limit Ranges', 'concepts/policy/limit-range/')],
  subject: namespaceObject,
  related: { limitRanges: { kinds: ['LimitRange'], within: 'namespace', by: 'labels', key: '{}' } },
  check: [
    {
      id: 'exists',
      expression: 'size(variables.limitRanges) > 0',
      message: 'No LimitRange gives containers of the namespace their defaults.',
    },
  ],
  remedy: {
    advice: 'Add a LimitRange with defaults for requests and limits.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Only namespaces that are among the objects are judged; what the amounts are is not.'],
  prove: {
    pass: [
      { because: 'there is one', resource: shop, beside: [range] },
      { because: 'there are two', resource: shop, beside: [range, range] },
    ],
    fail: [
      { because: 'there is none', resource: shop },
      { because: 'that of another namespace', resource: shop, beside: [moved(range)] },
    ],
  },
});
