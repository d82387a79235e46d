import { defineRule } from './_define-rule.ts';
import { block, dns, lettingIn, lettingOut, networkPolicy, payments, toBlock } from './_network-examples.ts';
import { networkPolicy as subject } from './_network-subjects.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

const kubelet = { port: 10_250 };

export const egressToKubelet = defineRule({
  id: 'egress-to-kubelet',
  code: 'KP117',
  title: 'Egress rule reaches the port of the kubelet',
  why: 'The kubelet starts containers and runs commands in them. A pod that can talk to it needs only one leaked credential, or a kubelet that asks for none, to have the node.',
  severity: 'medium',
  category: 'security',
  sources: [
    nsa('Network policies'),
    kubernetesDocs('Ports and Protocols', 'reference/networking/ports-and-protocols/'),
  ],
  subject,
  check: [
    {
      id: 'not-reached',
      expression:
        "variables.egress.all(r, r.?ports.orValue([]).exists(p, p.?protocol.orValue('TCP') == 'TCP' && has(p.port) && type(p.port) == int && [10250, 10255].exists(k, p.port <= k && p.?endPort.orValue(p.port) >= k)) ? size(r.?to.orValue([])) > 0 && !r.to.exists(t, has(t.ipBlock)) : true)",
      message: 'A rule lets pods out to the port of the kubelet, at addresses that nodes may have.',
    },
  ],
  remedy: {
    advice:
      'Take ports 10250 and 10255 out of the rule, or name the pods that it is for instead of addresses.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A rule without ports is not judged here; one for every address is found by network-policy-allow-all.',
    'Programs that measure nodes, such as metrics-server, need this port; suppress the finding for them.',
  ],
  prove: {
    pass: [
      { because: 'nothing may go out', resource: networkPolicy({}) },
      { because: 'what comes in is something else', resource: lettingIn({ ports: [kubelet] }) },
      {
        because: 'pods may take this port as well',
        resource: lettingOut({ to: [payments], ports: [kubelet] }),
      },
      { because: 'names are asked for at another port', resource: lettingOut(dns) },
      { because: 'no port is named', resource: lettingOut(toBlock('203.0.113.0/24')) },
      { because: 'another port', resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 443 })) },
      {
        because: 'ports around it',
        resource: lettingOut(
          toBlock(
            '10.0.0.0/8',
            [],
            { port: 10_000, endPort: 10_249 },
            { port: 10_251, endPort: 10_254 },
            { port: 10_256 },
          ),
        ),
      },
      {
        because: 'a port of this name is of a pod',
        resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 'kubelet' }, { protocol: 'TCP' })),
      },
      {
        because: 'the kubelet speaks another protocol',
        resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 10_250, protocol: 'UDP' })),
      },
    ],
    fail: [
      { because: 'nodes have such addresses', resource: lettingOut(toBlock('10.0.0.0/8', [], kubelet)) },
      { because: 'no address means every one', resource: lettingOut({ ports: [kubelet] }) },
      { because: 'an empty list means every address', resource: lettingOut({ to: [], ports: [kubelet] }) },
      {
        because: 'the old port answers without any log-in',
        resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 10_255, protocol: 'TCP' })),
      },
      {
        because: 'it is among the ports',
        resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 10_000, endPort: 10_253 })),
      },
      {
        because: 'the ports end with it',
        resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 10_240, endPort: 10_250 })),
      },
      {
        because: 'one of two ports is enough',
        resource: lettingOut(toBlock('10.0.0.0/8', [], { port: 443 }, kubelet)),
      },
      {
        because: 'one of two peers is enough',
        resource: lettingOut({ to: [payments, block('10.0.0.0/8')], ports: [kubelet] }),
      },
      {
        because: 'one of two rules is enough',
        resource: lettingOut(dns, toBlock('10.0.0.0/8', [], kubelet)),
      },
    ],
  },
});
