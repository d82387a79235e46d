import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import {
  aSwitch,
  harmlessNames,
  sayingSecret,
  secretNames,
  speakingOfSecrets,
  switches,
} from './_secret-names.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const set = (name: string, value = 'example') => ({ env: [{ name, value }] });
const literal = set('DB_PASSWORD');
const url = 'postgres://shop:example@db.example.com/orders';

export const secretLiteralInEnv = defineRule({
  id: 'secret-literal-in-env',
  code: 'KP051',
  title: 'Literal credential in an environment variable',
  why: 'It stands in the repository, in every copy of the manifest and in the history of both: everybody who may look at the workload has it, and nobody can change it without a release.',
  severity: 'high',
  category: 'security',
  sources: [
    nsa('Secrets'),
    kubernetesDocs('Good practices for Kubernetes Secrets', 'concepts/security/secrets-good-practices/'),
  ],
  subject: workload,
  ask: {
    harmless: {
      type: 'list',
      prompt: 'Which environment variables hold no secret, although their names sound like it?',
      default: [],
    },
  },
  check: [
    {
      id: 'no-secret-name',
      // The name is asked last, so that it is the place: the value is not to be shown.
      expression: `variables.containers.all(c, c.?env.orValue([]).all(e, !has(e.value) || e.value.matches('^([$][(][^)]*[)]|${aSwitch})?$') || e.name in variables.harmless || e.name.lowerAscii().matches('${speakingOfSecrets}') ? true : !e.name.lowerAscii().matches('${sayingSecret}')))`,
      message:
        'The name of the environment variable says that it is a secret, and its value stands in the manifest.',
    },
    {
      id: 'no-password-in-url',
      expression:
        "variables.containers.all(c, c.?env.orValue([]).all(e, has(e.value) && e.value.matches('://[^/@:]*:[^/@$]+@') ? e.name in variables.harmless : true))",
      message: 'The value of the environment variable is a URL with a password in it.',
    },
  ],
  remedy: {
    advice:
      'Put the value into a Secret, refer to it by `valueFrom.secretKeyRef` or mount it as a file, and change the credential: it has been read.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A name that says nothing, such as `VALUE`, is not looked behind; known formats of credentials are found by embedded-credential.',
    'References to other variables (`$(OTHER)`), switches such as true and no are let through.',
  ],
  prove: {
    pass: [
      { because: 'it sets none', resource: pod() },
      {
        because: `names that only speak of a secret, such as ${harmlessNames.slice(5, 8).join(', ')}`,
        resource: pod({
          containers: harmlessNames.map((name, n) => container({ name: `app-${n}`, ...set(name) })),
        }),
      },
      {
        because: 'the value comes from a Secret',
        resource: pod({
          containers: [
            container({
              env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
            }),
          ],
        }),
      },
      { because: 'nothing is no secret', resource: pod({ containers: [container(set('DB_PASSWORD', ''))] }) },
      {
        because: 'another variable is referred to',
        resource: pod({ containers: [container(set('DB_PASSWORD', '$(PASSWORD_FROM_SECRET)'))] }),
      },
      {
        because: 'a switch is no secret',
        resource: pod({
          containers: switches.map((value) =>
            container({ name: value.toLowerCase(), ...set('EMPTY_PASSWORD', value) }),
          ),
        }),
      },
      {
        because: 'the organization knows that it is no secret',
        answers: { harmless: ['PASSWORD_RULES', 'HELP_URL'] },
        resource: pod({
          containers: [
            container({
              env: [
                { name: 'PASSWORD_RULES', value: 'long' },
                { name: 'HELP_URL', value: 'https://user:password@example.com' },
              ],
            }),
          ],
        }),
      },
      {
        because: 'a URL with a user alone',
        resource: pod({
          containers: [container(set('DATABASE', 'postgres://shop@db.example.com:5432/orders'))],
        }),
      },
      {
        because: 'the password in the URL is referred to',
        resource: pod({ containers: [container(set('DATABASE', 'postgres://shop:$(PW)@db.example.com'))] }),
      },
    ],
    fail: [
      { because: 'everybody can read it', resource: pod({ containers: [container(literal)] }) },
      ...secretNames.map((name) => ({
        because: `${name} names a secret`,
        resource: pod({ containers: [container(set(name))] }),
      })),
      {
        because: 'more than a switch is a secret',
        resource: pod({ containers: [container(set('DB_PASSWORD', 'truest'))] }),
      },
      {
        because: 'a reference with more behind it is a literal',
        resource: pod({ containers: [container(set('DB_PASSWORD', '$(USER):example'))] }),
      },
      {
        because: 'a URL holds a password',
        resource: pod({ containers: [container(set('DATABASE', url))] }),
      },
      {
        because: 'a URL without a user holds one, too',
        resource: pod({
          containers: [container(set('CACHE_URL', 'redis://:example@cache.example.com:6379'))],
        }),
      },
      {
        because: 'one of two variables is enough',
        resource: pod({
          containers: [container({ env: [{ name: 'REGION', value: 'north' }, ...literal.env] })],
        }),
      },
      {
        because: 'one of two URLs is enough',
        resource: pod({
          containers: [
            container({ env: [{ name: 'REGION', value: 'north' }, ...set('DATABASE', url).env] }),
            container({ name: 'agent', ...set('REGION') }),
          ],
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...literal })] }),
      },
      { because: 'init containers have secrets too', resource: withInit({}, literal) },
      withEphemeral('debugging containers have secrets too', {}, literal),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(literal)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(literal)] }) },
    ],
  },
});
