import { defineRule } from './_define-rule.ts';
import { annotated, ingressFor } from './_ingress-example.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { ingress } from './_subjects.ts';

const nginx = ['server', 'configuration', 'auth', 'stream', 'modsecurity'];
const others = ['server', 'location', 'stream'];
const names = [
  ...nginx.map((name) => `nginx.ingress.kubernetes.io/${name}-snippet`),
  ...others.map((name) => `nginx.org/${name}-snippets`),
];
const plain = ingressFor(['www.example.com']);
const text = 'more_set_headers "X-Shop: yes";';

export const ingressSnippetAnnotation = defineRule({
  id: 'ingress-snippet-annotation',
  code: 'KP065',
  title: 'Ingress puts text into the configuration of nginx (CVE-2021-25742)',
  why: 'The text becomes part of the configuration of a proxy that serves everybody: whoever may write an Ingress can read the service account of the proxy, and with it the Secrets of all namespaces.',
  severity: 'high',
  category: 'security',
  sources: [
    { title: 'CVE-2021-25742', section: null, url: 'https://github.com/kubernetes/kubernetes/issues/126811' },
    nsa('Upgrading and application security practices'),
    kubernetesDocs('Ingress Controllers', 'concepts/services-networking/ingress-controllers/'),
  ],
  subject: ingress,
  check: [
    {
      id: 'no-snippet',
      expression: `object.metadata.?annotations.orValue({}).all(k, !k.matches('^(nginx[.]ingress[.]kubernetes[.]io/(${nginx.join('|')})-snippet|nginx[.]org/(${others.join('|')})-snippets)$'))`,
      message: 'The annotation puts its text into the configuration of nginx.',
    },
  ],
  remedy: {
    advice: 'Use the annotation that is made for the purpose, or let whoever runs the proxy set it for all.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Whether the controller takes snippets at all is not known from the manifest; that of nginx.org, which the CVE is not about, does not by default.',
  ],
  prove: {
    pass: [
      { because: 'it has no annotations', resource: plain },
      {
        because: 'other annotations have one purpose',
        resource: annotated(
          {
            'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
            'example.com/server-snippet': 'no',
            'nginx.ingress.kubernetes.io/server-snippets': 'no',
          },
          plain,
        ),
      },
    ],
    fail: [
      {
        because: 'it extends the configuration',
        resource: annotated({ [`${names[0]}`]: text }, plain),
      },
      ...names.slice(1).map((name) => ({
        because: `so does ${name}`,
        resource: annotated({ 'example.com/team': 'web', [name]: text }, plain),
      })),
    ],
  },
});
