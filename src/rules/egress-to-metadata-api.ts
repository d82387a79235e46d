import { defineRule } from './_define-rule.ts';
import { block, dns, lettingIn, lettingOut, networkPolicy, payments, toBlock } from './_network-examples.ts';
import { networkPolicy as subject } from './_network-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

const addresses = ['169.254.169.254', 'fd00:ec2::254'];

export const egressToMetadataApi = defineRule({
  id: 'egress-to-metadata-api',
  code: 'KP059',
  title: 'Egress rule reaches the cloud metadata address',
  why: 'At this address the cloud gives the credentials of the node to whoever asks: one request forged through a web page is enough to leave the cluster with them.',
  severity: 'high',
  category: 'security',
  sources: [
    nsa('Protecting sensitive cloud infrastructure'),
    kubernetesDocs(
      'Securing a Cluster',
      'tasks/administer-cluster/securing-a-cluster/#restricting-cloud-metadata-api-access',
    ),
    {
      title: 'MITRE ATT&CK: Cloud Instance Metadata API',
      section: 'T1552.005',
      url: 'https://attack.mitre.org/techniques/T1552/005/',
    },
  ],
  subject,
  ask: {
    addresses: {
      type: 'list',
      prompt: 'At which addresses does the cloud answer what runs on its machines?',
      default: addresses,
    },
  },
  check: [
    {
      id: 'not-reached',
      // That the addresses are in no list makes them the place.
      expression:
        "variables.egress.all(r, size(r.?ports.orValue([])) == 0 || r.ports.exists(p, p.?protocol.orValue('TCP') == 'TCP' && (!has(p.port) || type(p.port) == int && p.port <= 80 && p.?endPort.orValue(p.port) >= 80)) ? size(r.?to.orValue([])) > 0 && r.to.all(t, variables.minor >= 31 && has(t.ipBlock) && variables.addresses.exists(a, cidr(t.ipBlock.cidr).containsIP(a) && !t.ipBlock.?except.orValue([]).exists(x, cidr(x).containsIP(a))) ? t.ipBlock.cidr in [] : true) : true)",
      message: 'A rule lets pods out to the address at which the cloud gives away credentials of the node.',
    },
  ],
  remedy: {
    advice:
      'Add `169.254.169.254/32` to `except` of the addresses, or name the ports and peers that are needed.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Before Kubernetes 1.31, which brought the functions that compare networks, only rules for every address are found.',
    'Pods that no policy of egress selects reach the address as well.',
    'What plugins do with their own policies, and clouds with hop limits, is not seen.',
  ],
  prove: {
    pass: [
      { because: 'nothing may go out', resource: networkPolicy({}) },
      { because: 'what comes in is something else', resource: lettingIn({}) },
      { because: 'pods are not at this address', resource: lettingOut({ to: [payments] }) },
      { because: 'names are asked for elsewhere', resource: lettingOut(dns) },
      { because: 'it is excepted', resource: lettingOut(toBlock('0.0.0.0/0', ['169.254.169.254/32'])) },
      {
        because: 'it lies in what is excepted',
        resource: lettingOut(toBlock('0.0.0.0/0', ['10.0.0.0/8', '169.254.0.0/16'])),
      },
      { because: 'that of IPv6 is excepted', resource: lettingOut(toBlock('::/0', ['fd00::/8'])) },
      { because: 'other addresses', resource: lettingOut(toBlock('10.0.0.0/8')) },
      { because: 'another port', resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 443 })) },
      {
        because: 'ports above it',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 81, endPort: 65_535 })),
      },
      { because: 'ports below it', resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 1, endPort: 79 })) },
      {
        because: 'a port of this name is of a pod',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 'http' })),
      },
      {
        because: 'the protocol is another one',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 80, protocol: 'UDP' }, { protocol: 'SCTP' })),
      },
      {
        because: 'an older API server cannot compare networks',
        minor: 30,
        resource: lettingOut(toBlock('169.254.0.0/16')),
      },
      {
        because: 'the cloud answers elsewhere',
        answers: { addresses: ['100.100.100.200'] },
        resource: lettingOut(toBlock('169.254.0.0/16')),
      },
    ],
    fail: [
      { because: 'every address is this one too', resource: lettingOut(toBlock('0.0.0.0/0')) },
      { because: 'everything is this too', resource: lettingOut({}) },
      { because: 'an empty list is everything', resource: lettingOut({ to: [], ports: [] }) },
      { because: 'the port alone is everywhere', resource: lettingOut({ ports: [{ port: 80 }] }) },
      { because: 'it is named', resource: lettingOut(toBlock('169.254.169.254/32')) },
      {
        because: 'the first API server that can compare networks does',
        minor: 31,
        resource: lettingOut(toBlock('169.254.0.0/16')),
      },
      { because: 'the network of it is named', resource: lettingOut(toBlock('169.254.0.0/16')) },
      {
        because: 'a network around it, in whatever way it is written',
        resource: lettingOut(toBlock('128.0.0.0/1', ['169.254.170.0/24'])),
      },
      { because: 'there is one of IPv6', resource: lettingOut(toBlock('::/0')) },
      {
        because: 'what is excepted is something else',
        resource: lettingOut(toBlock('0.0.0.0/0', ['10.0.0.0/8'])),
      },
      { because: 'the port is that of it', resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 80 })) },
      {
        because: 'one of two ports is enough',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 443 }, { port: 80, protocol: 'TCP' })),
      },
      {
        because: 'the ports begin with that of it',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 80, endPort: 90 })),
      },
      {
        because: 'the ports end with that of it',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { port: 1, endPort: 80 })),
      },
      {
        because: 'every port of the protocol',
        resource: lettingOut(toBlock('0.0.0.0/0', [], { protocol: 'TCP' })),
      },
      {
        because: 'one of two peers is enough',
        resource: lettingOut({ to: [payments, block('169.254.0.0/16')] }),
      },
      { because: 'one of two rules is enough', resource: lettingOut(dns, toBlock('0.0.0.0/0')) },
      {
        because: 'the cloud answers here',
        answers: { addresses: ['100.100.100.200'] },
        resource: lettingOut(toBlock('100.64.0.0/10')),
      },
    ],
  },
});
