import { defineRule } from './_define-rule.ts';
import { service } from './_network-subjects.ts';
import { serviceWith } from './_service-example.ts';
import { kubernetesDocs } from './_sources.ts';

const stated = { externalIPs: ['203.0.113.7'] };

export const serviceExternalIps = defineRule({
  id: 'service-external-ips',
  code: 'KP061',
  title: 'Service declares externalIPs (CVE-2020-8554)',
  why: 'Every node sends what goes to these addresses to the Service: whoever may write Services can take the traffic of others to any address, that of a bank included, and read it.',
  severity: 'high',
  category: 'security',
  sources: [
    { title: 'CVE-2020-8554', section: null, url: 'https://github.com/kubernetes/kubernetes/issues/97076' },
    kubernetesDocs('Service', 'concepts/services-networking/service/#external-ips'),
  ],
  subject: service,
  check: [
    {
      id: 'none',
      expression: 'size(object.spec.?externalIPs.orValue([])) == 0',
      message: 'The Service takes the traffic to addresses that it states in externalIPs.',
    },
  ],
  remedy: {
    advice: 'Remove `spec.externalIPs` and publish the Service by a load balancer, an Ingress or a Gateway.',
    risk: 'high',
    caution: 'Whoever connects to these addresses no longer reaches the Service.',
    edits: [{ remove: '/externalIPs' }],
  },
  limits: ['The status of a Service, where an address of a load balancer does the same, is not looked at.'],
  prove: {
    pass: [
      { because: 'it states none', resource: serviceWith() },
      { because: 'an empty list states none', resource: serviceWith({ externalIPs: [] }) },
      {
        because: 'the address of a load balancer is given by the cloud',
        resource: serviceWith({ type: 'LoadBalancer' }),
      },
    ],
    fail: [
      { because: 'it takes an address', resource: serviceWith(stated) },
      {
        because: 'two are no better',
        resource: serviceWith({ externalIPs: ['203.0.113.7', '2001:db8::7'] }),
      },
      {
        because: 'with a load balancer it is the same',
        resource: serviceWith({ ...stated, type: 'LoadBalancer' }),
      },
    ],
  },
});
