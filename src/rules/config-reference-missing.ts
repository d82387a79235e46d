import type { JsonObject } from '../core/json.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod } from './_examples.ts';
import { empty, moved } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const settings = empty('v1', 'ConfigMap', 'settings');
const data = empty('v1', 'PersistentVolumeClaim', 'data');

/** Whether a reference is not there, is optional, or names a ConfigMap that is there. */
function known(isAbsent: string, reference: string): string {
  return `${isAbsent} || ${reference}.?optional == optional.of(true) ? true : ${reference}.name in variables.known`;
}

/** A pod spec with one volume beside an ordinary one. */
function mounting(volume: JsonObject): JsonObject {
  return {
    volumes: [
      { name: 'scratch', emptyDir: {} },
      { name: 'given', ...volume },
    ],
  };
}

function projecting(configMap: JsonObject): JsonObject {
  return mounting({ projected: { sources: [{ serviceAccountToken: { path: 'token' } }, { configMap }] } });
}

/** A pod spec whose second container has these fields. */
function second(fields: JsonObject): JsonObject {
  return { containers: [container(), container({ name: 'web', ...fields })] };
}

function loading(configMapRef: JsonObject): JsonObject {
  return second({ envFrom: [{ secretRef: { name: 'passwords' } }, { configMapRef }] });
}

function reading(configMapKeyRef: JsonObject): JsonObject {
  return second({
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'COLOUR', valueFrom: { configMapKeyRef: { key: 'colour', ...configMapKeyRef } } },
    ],
  });
}

const uses: readonly (readonly [string, (reference: JsonObject) => JsonObject])[] = [
  ['a volume', (configMap) => mounting({ configMap })],
  ['a projected volume', projecting],
  ['variables', loading],
  ['one variable', reading],
];

export const configReferenceMissing = defineRule({
  id: 'config-reference-missing',
  code: 'KP109',
  title: 'ConfigMap or claim that does not exist',
  why: 'The pods wait for it and never start: the release hangs, and nothing says so but the events.',
  severity: 'medium',
  category: 'operations',
  sources: [
    kubernetesDocs('ConfigMaps', 'concepts/configuration/configmap/'),
    kubernetesDocs('Persistent Volumes', 'concepts/storage/persistent-volumes/#claims-as-volumes'),
  ],
  subject: workload,
  related: {
    configMaps: {
      kinds: ['ConfigMap'],
      within: 'namespace',
      by: 'name',
      key: '[variables.volumes.map(v, v.?configMap.?name), variables.volumes.map(v, v.?projected.?sources.orValue([]).map(s, s.?configMap.?name)), variables.containers.map(c, c.?envFrom.orValue([]).map(e, e.?configMapRef.?name)), variables.containers.map(c, c.?env.orValue([]).map(e, e.?valueFrom.?configMapKeyRef.?name))]',
    },
    claims: {
      kinds: ['PersistentVolumeClaim'],
      within: 'namespace',
      by: 'name',
      key: 'variables.volumes.map(v, v.?persistentVolumeClaim.?claimName)',
    },
  },
  variables: [
    { name: 'volumes', expression: 'variables.podSpec.?volumes.orValue([])' },
    {
      name: 'known',
      // Every namespace has this one.
      expression: "['kube-root-ca.crt'] + variables.configMaps.map(m, m.metadata.name)",
    },
  ],
  check: [
    {
      id: 'volume',
      expression: `variables.volumes.all(v, ${known('!has(v.configMap)', 'v.configMap')})`,
      message: 'The ConfigMap of the volume is not among the objects of the namespace.',
    },
    {
      id: 'projected',
      expression: `variables.volumes.all(v, v.?projected.?sources.orValue([]).all(s, ${known('!has(s.configMap)', 's.configMap')}))`,
      message: 'The ConfigMap of the projected volume is not among the objects of the namespace.',
    },
    {
      id: 'variables',
      expression: `variables.containers.all(c, c.?envFrom.orValue([]).all(e, ${known('!has(e.configMapRef)', 'e.configMapRef')}))`,
      message: 'The ConfigMap of the variables is not among the objects of the namespace.',
    },
    {
      id: 'variable',
      expression: `variables.containers.all(c, c.?env.orValue([]).all(e, ${known('!has(e.valueFrom) || !has(e.valueFrom.configMapKeyRef)', 'e.valueFrom.configMapKeyRef')}))`,
      message: 'The ConfigMap of the variable is not among the objects of the namespace.',
    },
    {
      id: 'claim',
      expression:
        'variables.volumes.all(v, !has(v.persistentVolumeClaim) ? true : v.persistentVolumeClaim.claimName in variables.claims.map(c, c.metadata.name))',
      message: 'The claim of the volume is not among the objects of the namespace.',
    },
  ],
  remedy: {
    advice: 'Add what is named beside the workload, correct the name, or make the reference optional.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Secrets are left out: they seldom stand beside manifests.',
    'What is created by somebody else, and not in the input, counts as missing; keys of a ConfigMap are not compared.',
  ],
  prove: {
    pass: [
      { because: 'nothing is referred to', resource: deployment() },
      ...uses.flatMap(([what, spec]) => [
        {
          because: `${what} from a ConfigMap that is there`,
          resource: deployment(spec({ name: 'settings' })),
          beside: [settings],
        },
        {
          because: `${what}, if there is one`,
          resource: cronJob(spec({ name: 'settings', optional: true })),
        },
      ]),
      {
        because: 'every namespace has the root certificates',
        resource: pod(projecting({ name: 'kube-root-ca.crt' })),
      },
      {
        because: 'the claim is there',
        resource: deployment(mounting({ persistentVolumeClaim: { claimName: 'data' } })),
        beside: [empty('v1', 'PersistentVolumeClaim', 'logs'), data],
      },
    ],
    fail: [
      {
        because: 'there is no claim',
        resource: deployment(mounting({ persistentVolumeClaim: { claimName: 'data' } })),
      },
      ...uses.flatMap(([what, spec]) => [
        { because: `${what} from nothing`, resource: deployment(spec({ name: 'settings' })) },
        {
          because: `${what} from nothing, and that it is needed is stated`,
          resource: cronJob(spec({ name: 'settings', optional: false })),
        },
      ]),
      {
        because: 'the ConfigMap of another namespace',
        resource: deployment(loading({ name: 'settings' })),
        beside: [moved(settings)],
      },
      {
        because: 'another ConfigMap',
        resource: deployment(loading({ name: 'colours' })),
        beside: [settings],
      },
      {
        because: 'one claim of two is there',
        resource: deployment({
          volumes: [
            { name: 'a', persistentVolumeClaim: { claimName: 'data' } },
            { name: 'b', persistentVolumeClaim: { claimName: 'logs' } },
          ],
        }),
        beside: [data],
      },
      {
        because: 'the claim of another namespace',
        resource: deployment(mounting({ persistentVolumeClaim: { claimName: 'data' } })),
        beside: [moved(data)],
      },
    ],
  },
});
