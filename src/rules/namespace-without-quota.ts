import { defineRule } from './_define-rule.ts';
import { empty, moved, shop } from './_related-examples.ts';
import { namespaceObject } from './_related-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

const within = { namespace: 'shop' };
const quota = { ...empty('v1', 'ResourceQuota', 'team', within), spec: { hard: { 'requests.cpu': '10' } } };

export const namespaceWithoutQuota = defineRule({
  id: 'namespace-without-quota',
  code: 'KP074',
  title: 'Namespace without a ResourceQuota',
  why: 'One team can use up what was meant for all, by mistake or because something loops.',
  severity: 'low',
  category: 'compliance',
  sources: [nsa('Resource policies'), kubernetesDocs('Resource Quotas', 'concepts/policy/resource-quotas/')],
  subject: namespaceObject,
  related: { quotas: { kinds: ['ResourceQuota'], within: 'namespace', by: 'labels', key: '{}' } },
  check: [
    {
      id: 'exists',
      expression: 'variables.quotas.exists(q, size(q.?spec.?hard.orValue({})) > 0)',
      message: 'No ResourceQuota limits what the namespace may use.',
    },
  ],
  remedy: {
    advice: 'Add a ResourceQuota with `spec.hard` for CPU, memory and the number of objects.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Only namespaces that are among the objects are judged; what the amounts are is not.'],
  prove: {
    pass: [
      { because: 'a quota limits it', resource: shop, beside: [quota] },
      {
        because: 'one of two is enough',
        resource: shop,
        beside: [empty('v1', 'ResourceQuota', 'none', within), quota],
      },
    ],
    fail: [
      { because: 'there is no quota', resource: shop },
      { because: 'the quota of another namespace', resource: shop, beside: [moved(quota)] },
      {
        because: 'a quota for nothing',
        resource: shop,
        beside: [empty('v1', 'ResourceQuota', 'none', within)],
      },
      { because: 'an empty list is nothing', resource: shop, beside: [{ ...quota, spec: { hard: {} } }] },
    ],
  },
});
