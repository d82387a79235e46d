import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { configuration } from './_configuration-subjects.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

const format = `(${[
  '(^|[^0-9A-Za-z])(AKIA|ASIA)[0-9A-Z]{16}([^0-9A-Z]|$)',
  '-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----',
  'gh[pousr]_[0-9A-Za-z]{36}',
  'github_pat_[0-9A-Za-z_]{60}',
  'glpat-[0-9A-Za-z_-]{20}',
  'xox[abprs]-[0-9A-Za-z-]{10}',
  'AIza[0-9A-Za-z_-]{35}',
  '[rs]k_live_[0-9A-Za-z]{20}',
  'npm_[0-9A-Za-z]{36}',
  'eyJ[0-9A-Za-z_-]{10,}[.]eyJ[0-9A-Za-z_-]{10,}[.][0-9A-Za-z_-]{20}',
].join('|')})`;

// Of the shape of credentials, and put together here, so that nobody takes them for some.
const shaped: readonly (readonly [what: string, value: string])[] = [
  ['a key of AWS', `AKIA${'X'.repeat(16)}`],
  ['a key of AWS for a while', `ASIA${'X'.repeat(16)}`],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nexample'],
  ['a private key of its kind', '-----BEGIN EC PRIVATE KEY-----\nexample'],
  ['a token of GitHub', `ghp_${'x'.repeat(36)}`],
  ['a token of GitHub for some repositories', `github_pat_${'x'.repeat(60)}`],
  ['a token of GitLab', `glpat-${'x'.repeat(20)}`],
  ['a token of Slack', `xoxb-${'0'.repeat(10)}`],
  ['a key of Google', `AIza${'x'.repeat(35)}`],
  ['a key of Stripe', `sk_live_${'x'.repeat(20)}`],
  ['a token of npm', `npm_${'x'.repeat(36)}`],
  ['a signed token', `eyJ${'x'.repeat(10)}.eyJ${'x'.repeat(10)}.${'x'.repeat(20)}`],
];
const harmless: readonly (readonly [what: string, value: string])[] = [
  ['a word', 'north'],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nexample'],
  ['a public key', '-----BEGIN PUBLIC KEY-----\nexample'],
  ['a shorter name of the same beginning', 'AKIA1234'],
  ['a longer word with the letters in it', `SLOVAKIA${'X'.repeat(16)}`],
  ['a token of Stripe for tests', `sk_test_${'x'.repeat(20)}`],
];
const [[, key] = ['', '']] = shaped;
const inEnv = { env: [{ name: 'CLOUD', value: key }] };

/** A ConfigMap with these keys. */
function configMap(fields: JsonObject): Resource {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'checkout' }, ...fields };
}

export const embeddedCredential = defineRule({
  id: 'embedded-credential',
  code: 'KP054',
  title: 'Known credential format embedded in a manifest',
  why: 'Programs search repositories for exactly these formats, day and night: the credential is used by others within minutes of being published, and is valid until somebody revokes it.',
  severity: 'critical',
  category: 'security',
  sources: [
    nsa('Secrets'),
    kubernetesDocs('Good practices for Kubernetes Secrets', 'concepts/security/secrets-good-practices/'),
    {
      title: 'MITRE ATT&CK: Credentials In Files',
      section: 'T1552.001',
      url: 'https://attack.mitre.org/techniques/T1552/001/',
    },
  ],
  subject: configuration,
  check: [
    {
      id: 'not-in-data',
      expression: `variables.data.all(k, !variables.data[k].matches('${format}'))`,
      message: 'The key of the ConfigMap holds a credential: its value has the format of one.',
    },
    {
      id: 'not-in-env',
      // That the name is in no list makes it the place: the value is not to be shown.
      expression: `variables.containers.all(c, c.?env.orValue([]).all(e, has(e.value) && e.value.matches('${format}') ? e.name in [] : true))`,
      message: 'The environment variable holds a credential: its value has the format of one.',
    },
    {
      id: 'not-in-command',
      expression: `variables.containers.all(c, c.?command.orValue([]).all(a, !a.matches('${format}')))`,
      message: 'The command of the container holds a credential: a word has the format of one.',
    },
    {
      id: 'not-in-args',
      expression: `variables.containers.all(c, c.?args.orValue([]).all(a, !a.matches('${format}')))`,
      message: 'An argument of the container holds a credential: it has the format of one.',
    },
  ],
  remedy: {
    advice:
      'Revoke the credential now, put a new one into a Secret, and refer to that; taking it out of the file does not take it out of its history.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['secret-literal-in-env', 'configmap-sensitive-key'],
  limits: [
    'Only formats that tell themselves are found: keys of AWS, Google and Stripe, tokens of GitHub, GitLab, Slack and npm, signed tokens, private keys.',
    'Secrets are the place for credentials and are not looked at, nor are annotations and binary data.',
  ],
  prove: {
    pass: [
      { because: 'it configures nothing', resource: pod() },
      { because: 'it holds nothing', resource: configMap({}) },
      {
        because: 'a variable may come from a Secret',
        resource: pod({
          containers: [
            container({ env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'bank', key: 'key' } } }] }),
          ],
        }),
      },
      ...harmless.map(([what, value]) => ({
        because: `${what} is no credential`,
        resource: pod({
          containers: [
            container({ env: [{ name: 'VALUE', value }], command: ['run', value], args: ['--value', value] }),
          ],
        }),
      })),
      {
        because: 'none of its keys is a credential',
        resource: configMap({
          data: Object.fromEntries(harmless.map(([, value], index) => [`key-${index}`, value])),
        }),
      },
    ],
    fail: [
      { because: 'a ConfigMap holds one', resource: configMap({ data: { region: 'north', cloud: key } }) },
      ...shaped.map(([what, value]) => ({
        because: `${what} is a credential`,
        resource: pod({ containers: [container({ env: [{ name: 'VALUE', value: `'${value}'` }] })] }),
      })),
      {
        because: 'a file within a ConfigMap holds one',
        resource: configMap({ data: { 'aws.conf': `[default]\nkey = ${key}\nregion = north\n` } }),
      },
      {
        because: 'a command holds one',
        resource: pod({ containers: [container({ command: ['upload', `--key=${key}`] })] }),
      },
      {
        because: 'an argument holds one',
        resource: pod({ containers: [container({ args: ['--key', key] })] }),
      },
      {
        because: 'one of two variables is enough',
        resource: pod({
          containers: [container({ env: [{ name: 'REGION', value: 'north' }, ...inEnv.env] })],
        }),
      },
      {
        because: 'one of two containers is enough for each place',
        resource: pod({ containers: [container({ env: [] }), container({ name: 'agent', ...inEnv })] }),
      },
      {
        because: 'one of two containers is enough for a command',
        resource: pod({
          containers: [container({ command: [] }), container({ name: 'agent', command: [key] })],
        }),
      },
      {
        because: 'one of two containers is enough for an argument',
        resource: pod({ containers: [container({ args: [] }), container({ name: 'agent', args: [key] })] }),
      },
      { because: 'init containers use credentials too', resource: withInit({}, inEnv) },
      withEphemeral('debugging containers use credentials too', {}, inEnv),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(inEnv)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(inEnv)] }) },
    ],
  },
});
