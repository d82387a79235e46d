import { defineRule } from './_define-rule.ts';
import { moved, networkPolicy, shop } from './_related-examples.ts';
import { namespaceObject } from './_related-subjects.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';

const within = { namespace: 'shop' };
const both = networkPolicy({}, { policyTypes: ['Ingress', 'Egress'] }, within);
const ingressOnly = networkPolicy({}, {}, within);
const egressOnly = networkPolicy({}, { policyTypes: ['Egress'] }, within);

/** Whether some policy is for every pod and this direction, and does not open it again. */
function denied(direction: 'Ingress' | 'Egress', rules: 'ingress' | 'egress'): string {
  return `variables.policies.exists(p, size(p.spec.?podSelector.orValue({})) == 0 && '${direction}' in p.spec.?policyTypes.orValue(${direction === 'Ingress' ? "['Ingress']" : '[]'}) && p.spec.?${rules}.orValue([]).all(r, size(r) > 0))`;
}

export const namespaceWithoutDefaultDeny = defineRule({
  id: 'namespace-without-default-deny',
  code: 'KP056',
  title: 'Namespace without a policy that denies by default',
  why: 'A pod that nobody wrote a policy for can be reached by every other, and can reach everything, the internet included.',
  severity: 'medium',
  category: 'security',
  sources: [
    cis('5.3.2'),
    nsa('Network policies'),
    kubernetesDocs('Network Policies', 'concepts/services-networking/network-policies/#default-policies'),
  ],
  subject: namespaceObject,
  related: {
    policies: {
      kinds: ['networking.k8s.io/NetworkPolicy'],
      within: 'namespace',
      by: 'labels',
      key: '{}',
    },
  },
  check: [
    {
      id: 'ingress',
      expression: denied('Ingress', 'ingress'),
      message: 'No NetworkPolicy for all pods of the namespace denies what comes in.',
    },
    {
      id: 'egress',
      expression: denied('Egress', 'egress'),
      message: 'No NetworkPolicy for all pods of the namespace denies what goes out.',
    },
  ],
  remedy: {
    advice:
      'Add a NetworkPolicy with an empty `podSelector` and both policy types, and one more for what each workload needs.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Policies of other products, such as CiliumNetworkPolicy, are not looked at.',
    'Only namespaces that are among the objects are judged.',
  ],
  prove: {
    pass: [
      { because: 'one policy for both directions', resource: shop, beside: [both] },
      { because: 'one for each direction', resource: shop, beside: [ingressOnly, egressOnly] },
      {
        because: 'without types a policy is for what comes in',
        resource: shop,
        beside: [{ ...ingressOnly, spec: { podSelector: {} } }, egressOnly],
      },
      {
        because: 'a selector that is not stated is for every pod',
        resource: shop,
        beside: [{ ...both, spec: { policyTypes: ['Ingress', 'Egress'] } }],
      },
      {
        because: 'something is allowed to all',
        resource: shop,
        beside: [
          networkPolicy(
            {},
            {
              policyTypes: ['Ingress', 'Egress'],
              ingress: [{ from: [{ podSelector: {} }] }],
              egress: [{ ports: [{ port: 53 }] }],
            },
            within,
          ),
        ],
      },
      {
        because: 'a policy for some pods takes nothing away',
        resource: shop,
        beside: [networkPolicy({ matchLabels: { app: 'checkout' } }, {}, within), both],
      },
    ],
    fail: [
      { because: 'there is no policy', resource: shop },
      { because: 'what goes out is not denied', resource: shop, beside: [ingressOnly] },
      { because: 'what comes in is not denied', resource: shop, beside: [egressOnly] },
      { because: 'that of another namespace', resource: shop, beside: [moved(both)] },
      {
        because: 'it is for some pods',
        resource: shop,
        beside: [
          networkPolicy({ matchLabels: { app: 'checkout' } }, { policyTypes: ['Ingress', 'Egress'] }, within),
        ],
      },
      {
        because: 'it is for some pods when they come, for all when they go',
        resource: shop,
        beside: [networkPolicy({ matchLabels: { app: 'checkout' } }, {}, within), egressOnly],
      },
      {
        because: 'it is for some pods when they go, for all when they come',
        resource: shop,
        beside: [
          networkPolicy({ matchLabels: { app: 'checkout' } }, { policyTypes: ['Egress'] }, within),
          ingressOnly,
        ],
      },
      {
        because: 'without types a policy is not for what goes out',
        resource: shop,
        beside: [{ ...ingressOnly, spec: { podSelector: {} } }],
      },
      {
        because: 'it opens what comes in again',
        resource: shop,
        beside: [networkPolicy({}, { ingress: [{ from: [{ podSelector: {} }] }, {}] }, within), egressOnly],
      },
      {
        because: 'it opens what goes out again',
        resource: shop,
        beside: [
          networkPolicy({}, { policyTypes: ['Egress'], egress: [{}, { ports: [{ port: 53 }] }] }, within),
          ingressOnly,
        ],
      },
    ],
  },
});
