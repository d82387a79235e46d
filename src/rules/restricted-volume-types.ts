import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const allowed = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const nfs = { name: 'share', nfs: { server: 'nfs.example.com', path: '/' } };
const claimTemplate = {
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

export const restrictedVolumeTypes = defineRule({
  id: 'restricted-volume-types',
  code: 'KP015',
  title: 'Volume is of a type that the restricted level forbids',
  why: 'Volumes that name a server, a disk or a folder directly pass the checks that storage classes and claims make.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Restricted')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'allowed-types',
      expression: `variables.podSpec.?volumes.orValue([]).all(v, v.all(field, field in [${['name', ...allowed].map((type) => `'${type}'`).join(', ')}]))`,
      message: 'The volume is of a type that the restricted level does not allow.',
    },
  ],
  remedy: {
    advice: 'Mount the same storage through a PersistentVolumeClaim or a CSI driver.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['What a claim is bound to is not looked at: whoever may make persistent volumes decides that.'],
  prove: {
    pass: [
      { because: 'it has no volumes', resource: pod() },
      { because: 'a volume of no type is a scratch folder', resource: pod({ volumes: [{ name: 'v' }] }) },
      {
        because: 'a ConfigMap',
        resource: pod({ volumes: [{ name: 'v', configMap: { name: 'settings' } }] }),
      },
      {
        because: 'a CSI driver',
        resource: pod({ volumes: [{ name: 'v', csi: { driver: 'secrets-store.csi.k8s.io' } }] }),
      },
      { because: 'facts about the pod', resource: pod({ volumes: [{ name: 'v', downwardAPI: {} }] }) },
      { because: 'a scratch folder', resource: pod({ volumes: [{ name: 'v', emptyDir: {} }] }) },
      {
        because: 'a claim that lives as long as the pod',
        resource: pod({ volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: claimTemplate } }] }),
      },
      {
        because: 'an image',
        resource: pod({ volumes: [{ name: 'v', image: { reference: 'registry.example.com/data:1' } }] }),
      },
      {
        because: 'a claim',
        resource: pod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }),
      },
      {
        because: 'several sources in one',
        resource: pod({
          volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'settings' } }] } }],
        }),
      },
      { because: 'a Secret', resource: pod({ volumes: [{ name: 'v', secret: { secretName: 'tls' } }] }) },
    ],
    fail: [
      { because: 'a server named directly', resource: pod({ volumes: [nfs] }) },
      {
        because: 'a folder of the node',
        resource: pod({ volumes: [{ name: 'host', hostPath: { path: '/srv' } }] }),
      },
      {
        because: 'one of two volumes is enough',
        resource: pod({ volumes: [{ name: 'scratch', emptyDir: {} }, nfs] }),
      },
      { because: 'a Deployment makes such pods', resource: deployment({ volumes: [nfs] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ volumes: [nfs] }) },
    ],
  },
});
