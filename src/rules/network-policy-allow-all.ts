import { defineRule } from './_define-rule.ts';
import { block, dns, lettingIn, lettingOut, networkPolicy, payments, toBlock } from './_network-examples.ts';
import { networkPolicy as subject } from './_network-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

/** The condition that none of the rules is for every peer and every port. */
function narrow(rules: 'ingress' | 'egress', peers: 'from' | 'to'): string {
  const limited = `p, has(p.ipBlock) && size(p.ipBlock.?except.orValue([])) == 0 ? !(p.ipBlock.cidr in ['0.0.0.0/0', '::/0']) : true`;
  return `variables.${rules}.all(r, size(r.?ports.orValue([])) > 0 ? true : size(r.?${peers}.orValue([])) > 0 && r.${peers}.all(${limited}))`;
}

const everywhere = block('0.0.0.0/0');

export const networkPolicyAllowAll = defineRule({
  id: 'network-policy-allow-all',
  code: 'KP057',
  title: 'NetworkPolicy rule that allows everything',
  why: 'Policies only add up: one rule that lets everything through undoes all others for its pods, those that deny by default included.',
  severity: 'medium',
  category: 'security',
  sources: [
    nsa('Network policies'),
    kubernetesDocs(
      'Network Policies',
      'concepts/services-networking/network-policies/#allow-all-ingress-traffic',
    ),
  ],
  subject,
  check: [
    {
      id: 'narrow-ingress',
      expression: narrow('ingress', 'from'),
      message: 'A rule lets in everything, from everywhere and on every port.',
    },
    {
      id: 'narrow-egress',
      expression: narrow('egress', 'to'),
      message: 'A rule lets out everything, to everywhere and on every port.',
    },
  ],
  remedy: {
    advice: 'List who may come in and where the pods may go to, with ports.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['egress-to-metadata-api'],
  limits: [
    'A rule for all pods of all namespaces (`namespaceSelector: {}`) lets in everything of the cluster, and passes.',
    'A rule for every port of one protocol passes.',
  ],
  prove: {
    pass: [
      { because: 'no rule lets nothing through', resource: networkPolicy({}) },
      { because: 'neither do empty lists of rules', resource: networkPolicy({ ingress: [], egress: [] }) },
      { because: 'it names who may come in', resource: lettingIn({ from: [payments] }) },
      { because: 'it names where to go to', resource: lettingOut({ to: [payments] }) },
      { because: 'everybody may come in at one port', resource: lettingIn({ ports: [{ port: 8080 }] }) },
      { because: 'everybody may be asked for names', resource: lettingOut(dns) },
      {
        because: 'every address at one port',
        resource: lettingIn({ from: [everywhere], ports: [{ port: 8080 }] }),
      },
      {
        because: 'every address but some',
        resource: lettingOut(toBlock('0.0.0.0/0', ['169.254.0.0/16'])),
      },
      {
        because: 'every address but some may come in',
        resource: lettingIn({ from: [block('::/0', ['fd00::/8'])] }),
      },
      {
        because: 'a network of its own',
        resource: lettingOut(toBlock('203.0.113.0/24'), { to: [block('10.0.0.0/8')] }),
      },
      {
        because: 'a network of its own may come in',
        resource: lettingIn({ from: [block('2001:db8::/32')] }),
      },
    ],
    fail: [
      { because: 'an empty rule is everything', resource: lettingIn({}) },
      { because: 'an empty rule is everything to go to', resource: lettingOut({}) },
      { because: 'empty lists are everything', resource: lettingIn({ from: [], ports: [] }) },
      { because: 'empty lists are everything to go to', resource: lettingOut({ to: [], ports: [] }) },
      { because: 'one of two rules is enough', resource: lettingIn({ from: [payments] }, {}) },
      { because: 'one of two rules out is enough', resource: lettingOut({ to: [payments] }, {}) },
      { because: 'these are all addresses', resource: lettingIn({ from: [payments, everywhere] }) },
      { because: 'these are all addresses to go to', resource: lettingOut({ to: [payments, everywhere] }) },
      { because: 'these are all addresses of IPv6', resource: lettingIn({ from: [block('::/0')] }) },
      { because: 'these are all addresses of IPv6 to go to', resource: lettingOut(toBlock('::/0')) },
    ],
  },
});
