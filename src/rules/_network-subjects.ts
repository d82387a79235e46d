import type { RuleSubject } from '../core/rule.ts';
import { resources } from './_subjects.ts';

/** NetworkPolicies. */
export const networkPolicy: RuleSubject = {
  resources: [resources('networking.k8s.io', 'v1', ['networkpolicies'])],
  variables: [
    { name: 'ingress', expression: 'object.spec.?ingress.orValue([])' },
    { name: 'egress', expression: 'object.spec.?egress.orValue([])' },
  ],
  roots: { NetworkPolicy: '/spec' },
};

/** Services. */
export const service: RuleSubject = {
  resources: [resources('', 'v1', ['services'])],
  variables: [],
  roots: { Service: '/spec' },
};
