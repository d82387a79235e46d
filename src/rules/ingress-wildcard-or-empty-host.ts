import { defineRule } from './_define-rule.ts';
import { catchAll, ingressFor } from './_ingress-example.ts';
import { kubernetesDocs } from './_sources.ts';
import { ingress } from './_subjects.ts';

export const ingressWildcardOrEmptyHost = defineRule({
  id: 'ingress-wildcard-or-empty-host',
  code: 'KP064',
  title: 'Ingress rule with empty or wildcard host',
  why: 'Such a rule answers for names that nobody gave it, those of other teams included, and a forgotten DNS record becomes a site of whoever wrote the Ingress.',
  severity: 'low',
  category: 'security',
  sources: [kubernetesDocs('Ingress', 'concepts/services-networking/ingress/#hostname-wildcards')],
  subject: ingress,
  ask: {
    wildcards: {
      type: 'list',
      prompt:
        'Which wildcard hosts, such as *.shop.example.com, may an Ingress answer for? An empty one is every host.',
      default: [],
    },
  },
  check: [
    {
      id: 'host',
      expression:
        "object.spec.?rules.orValue([]).all(r, '' in variables.wildcards ? true : r.?host.orValue('') != '')",
      message: 'The rule names no host and answers for every name.',
    },
    {
      id: 'no-wildcard',
      expression:
        "object.spec.?rules.orValue([]).all(r, has(r.host) && r.host.matches('^[*]') ? r.host in variables.wildcards : true)",
      message: 'The rule answers for every name below a domain.',
    },
  ],
  remedy: {
    advice: 'Name the hosts that the rule is for, one rule each.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['A default backend, which answers for whatever no rule is for, is not looked at.'],
  prove: {
    pass: [
      { because: 'it names its host', resource: ingressFor(['www.example.com']) },
      { because: 'it names two hosts', resource: ingressFor(['www.example.com', 'shop.example.com']) },
      { because: 'it has no rules', resource: catchAll },
      {
        because: 'the organization gives it the names below',
        answers: { wildcards: ['*.shop.example.com'] },
        resource: ingressFor(['*.shop.example.com']),
      },
      {
        because: 'the organization lets an Ingress answer for everything',
        answers: { wildcards: [''] },
        resource: ingressFor([null]),
      },
    ],
    fail: [
      { because: 'no host is every host', resource: ingressFor([null]) },
      { because: 'an empty host is every host', resource: ingressFor(['']) },
      { because: 'one of two rules is enough', resource: ingressFor(['www.example.com', null]) },
      { because: 'a wildcard is every name below', resource: ingressFor(['*.example.com']) },
      {
        because: 'one of two hosts is enough',
        resource: ingressFor(['www.example.com', '*.example.com']),
      },
      {
        because: 'another wildcard was agreed on',
        answers: { wildcards: ['*.shop.example.com'] },
        resource: ingressFor(['*.example.com']),
      },
    ],
  },
});
