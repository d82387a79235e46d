import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { claim, statefulSet } from './_declared.ts';
import { defineRule } from './_define-rule.ts';
import { moved } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { lookAgain, only, unseen, usedExamples, usersOf } from './_unused.ts';

const orders = claim();
const examples = usedExamples(
  orders,
  [
    ['a volume', { volumes: [{ name: 's', persistentVolumeClaim: { claimName: 'orders' } }] }],
    [
      'one of two volumes',
      {
        volumes: [
          { name: 's', emptyDir: {} },
          { name: 't', persistentVolumeClaim: { claimName: 'orders' } },
        ],
      },
    ],
  ],
  { volumes: [{ name: 's', persistentVolumeClaim: { claimName: 'others' } }] },
);
const ofSet = claim({ name: 'orders-orders-0' });

const withoutName: Resource = {
  ...statefulSet(),
  spec: { ...(statefulSet()['spec'] as JsonObject), volumeClaimTemplates: [{ spec: {} }] },
};

export const unusedClaim = defineRule({
  id: 'unused-claim',
  code: 'KP182',
  title: 'PersistentVolumeClaim that nothing mounts',
  why: 'Disks are paid for by size, used or not, and one that nobody mounts is paid for until somebody looks.',
  severity: 'low',
  category: 'cost',
  sources: [kubernetesDocs('Persistent Volumes', 'concepts/storage/persistent-volumes/')],
  subject: only('PersistentVolumeClaim', 'persistentvolumeclaims'),
  related: {
    ...usersOf('PersistentVolumeClaim'),
    sets: { kinds: ['apps/StatefulSet'], within: 'namespace', by: 'labels', key: '{}' },
  },
  check: [
    {
      id: 'used',
      // A StatefulSet names its claims after itself: template, set, number.
      expression:
        "size(variables.users) > 0 || variables.sets.exists(s, s.spec.?volumeClaimTemplates.orValue([]).exists(t, object.metadata.?name.optMap(n, n.startsWith(t.?metadata.?name.orValue('') + '-' + s.metadata.?name.orValue('') + '-')).orValue(false)))",
      message: 'No pod of the namespace mounts the claim.',
    },
  ],
  remedy: lookAgain,
  limits: unseen,
  prove: {
    pass: [
      ...examples.pass,
      { because: 'a StatefulSet made it', resource: ofSet, beside: [statefulSet()] },
      {
        because: 'by its second template',
        resource: ofSet,
        beside: [statefulSet({}, [{ name: 'logs' }, {}])],
      },
      {
        because: 'one of two StatefulSets made it',
        resource: ofSet,
        beside: [statefulSet({ name: 'others' }), statefulSet()],
      },
    ],
    fail: [
      ...examples.fail,
      { because: 'a StatefulSet makes others', resource: orders, beside: [statefulSet()] },
      { because: 'another StatefulSet', resource: ofSet, beside: [statefulSet({ name: 'others' })] },
      { because: 'another template', resource: ofSet, beside: [statefulSet({}, [{ name: 'logs' }])] },
      { because: 'a StatefulSet that stores nothing', resource: ofSet, beside: [statefulSet({}, [])] },
      { because: 'one elsewhere', resource: ofSet, beside: [moved(statefulSet())] },
      {
        because: 'a name that only begins alike',
        resource: claim({ name: 'orders-orders2-0' }),
        beside: [statefulSet()],
      },
      {
        because: 'a name that only ends alike',
        resource: claim({ name: 'old-orders-orders-0' }),
        beside: [statefulSet()],
      },
      {
        because: 'a StatefulSet that has no name yet',
        resource: claim({ name: 'orders-mutant-0' }),
        beside: [{ ...statefulSet(), metadata: { generateName: 'orders-' } }],
      },
      {
        because: 'a template without a name',
        resource: claim({ name: 'mutant-orders-0' }),
        beside: [withoutName],
      },
      {
        because: 'it has no name yet',
        resource: { ...orders, metadata: { generateName: 'orders-orders-' } },
        beside: [statefulSet()],
      },
      {
        because: 'a name that runs together',
        resource: claim({ name: 'ordersorders-0' }),
        beside: [statefulSet()],
      },
    ],
  },
});
