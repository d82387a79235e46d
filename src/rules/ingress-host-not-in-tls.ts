import type { JsonObject } from '../core/json.ts';
import { defineRule } from './_define-rule.ts';
import { catchAll, ingressFor } from './_ingress-example.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { ingress } from './_subjects.ts';

/** A TLS section with one certificate for these hosts. */
function tls(...hosts: readonly string[]): JsonObject {
  return { tls: [{ hosts, secretName: 'storefront-tls' }] };
}

export const ingressHostNotInTls = defineRule({
  id: 'ingress-host-not-in-tls',
  code: 'KP063',
  title: 'Ingress rule host not covered by a TLS entry',
  why: 'The Ingress looks encrypted, but this host is served without TLS, or with a certificate that browsers warn of: people learn to click the warning away.',
  severity: 'medium',
  category: 'security',
  sources: [nsa('Encryption'), kubernetesDocs('Ingress', 'concepts/services-networking/ingress/#tls')],
  subject: ingress,
  check: [
    {
      id: 'covered',
      // A wildcard stands for one label, as in certificates. That the host is in no list makes it the place.
      expression:
        "object.spec.?rules.orValue([]).all(r, r.?host.orValue('') != '' && size(object.spec.?tls.orValue([])) > 0 && !object.spec.tls.exists(t, size(t.?hosts.orValue([])) == 0 || t.hosts.exists(h, h == r.host || h == r.host.replace(r.host.split('.')[0], '*', 1))) ? r.host in [] : true)",
      message: 'The rule is for a host that no TLS entry of the Ingress names.',
    },
  ],
  remedy: {
    advice: 'Add the host to `spec.tls`, with the Secret of a certificate that is for it.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'An Ingress without TLS is found by ingress-tls-missing.',
    'Whether the certificate in the Secret is for the host is not known from the manifest.',
  ],
  prove: {
    pass: [
      { because: 'the host is named', resource: ingressFor(['www.example.com'], tls('www.example.com')) },
      {
        because: 'each host is named by one of the entries',
        resource: ingressFor(['www.example.com', 'shop.example.com'], {
          tls: [
            { hosts: ['www.example.com'], secretName: 'a' },
            { hosts: ['img.example.com', 'shop.example.com'], secretName: 'b' },
          ],
        }),
      },
      {
        because: 'a wildcard covers the hosts below',
        resource: ingressFor(['www.example.com'], tls('*.example.com')),
      },
      {
        because: 'a label may stand in a name twice',
        resource: ingressFor(['example.example.com'], tls('*.example.com')),
      },
      {
        because: 'a wildcard covers itself',
        resource: ingressFor(['*.example.com'], tls('*.example.com')),
      },
      {
        because: 'an entry without hosts is for all',
        resource: ingressFor(['www.example.com'], { tls: [{}] }),
      },
      {
        because: 'an entry with an empty list is for all',
        resource: ingressFor(['www.example.com'], { tls: [{ hosts: [], secretName: 'any' }] }),
      },
      {
        because: 'a rule without a host is another matter',
        resource: ingressFor([null], tls('www.example.com')),
      },
      { because: 'so is one with an empty host', resource: ingressFor([''], tls('www.example.com')) },
      { because: 'without TLS it is another matter', resource: ingressFor(['www.example.com']) },
      { because: 'an empty list is no TLS', resource: ingressFor(['www.example.com'], { tls: [] }) },
      { because: 'it has no rules', resource: catchAll },
    ],
    fail: [
      {
        because: 'another host is named',
        resource: ingressFor(['www.example.com'], tls('shop.example.com')),
      },
      {
        because: 'one of two hosts is enough',
        resource: ingressFor(['www.example.com', 'shop.example.com'], tls('www.example.com')),
      },
      {
        because: 'a wildcard covers one label only',
        resource: ingressFor(['a.www.example.com'], tls('*.example.com')),
      },
      {
        because: 'a wildcard does not cover the name above',
        resource: ingressFor(['example.com'], tls('*.example.com')),
      },
      {
        because: 'a wildcard is for another name',
        resource: ingressFor(['www.example.org'], tls('*.example.com')),
      },
      {
        because: 'a name that only ends alike',
        resource: ingressFor(['www.myexample.com'], tls('*.example.com')),
      },
      {
        because: 'a host does not cover what ends alike',
        resource: ingressFor(['www.example.com'], tls('example.com')),
      },
      {
        because: 'a host is no wildcard',
        resource: ingressFor(['*.example.com'], tls('www.example.com')),
      },
    ],
  },
});
