import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { empty, moved, service, shop } from './_related-examples.ts';
import { everything } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const settings = empty('v1', 'ConfigMap', 'checkout');

export const duplicateObject = defineRule({
  id: 'duplicate-object',
  code: 'KP113',
  title: 'The same object is defined twice',
  why: 'The one that is applied last wins, and which that is depends on the order of files.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Object names and IDs', 'concepts/overview/working-with-objects/names/')],
  subject: everything,
  related: {
    namesakes: { kinds: ['*'], within: 'namespace', by: 'name', key: 'object.?metadata.?name' },
  },
  check: [
    {
      id: 'once',
      // Versions of one group are the same object.
      expression:
        "size(variables.namesakes.filter(o, o.kind == object.kind && o.apiVersion.split('/')[0] == object.apiVersion.split('/')[0])) < 2",
      message: 'Another object of the input has the same kind, namespace and name.',
    },
  ],
  remedy: { advice: 'Keep one of them, or rename one.', risk: 'person', caution: null, edits: [] },
  limits: [
    'Folders that hold the same objects for several environments must be checked one at a time.',
    'Objects with `generateName` have no name yet.',
  ],
  prove: {
    pass: [
      { because: 'there is one', resource: deployment() },
      { because: 'another kind of that name', resource: deployment(), beside: [service()] },
      {
        because: 'another group has a kind of that name',
        resource: service(),
        beside: [empty('serving.knative.dev/v1', 'Service', 'checkout', { namespace: 'default' })],
      },
      { because: 'another kind of the same group', resource: settings, beside: [service()] },
      { because: 'another name', resource: settings, beside: [empty('v1', 'ConfigMap', 'search')] },
      { because: 'another namespace', resource: settings, beside: [moved(settings)] },
      {
        because: 'names that are made at creation differ',
        resource: { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'migrate-' } },
        beside: [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'migrate-' } }],
      },
    ],
    fail: [
      { because: 'it stands there twice', resource: settings, beside: [settings] },
      {
        because: 'the namespace `default` may be stated or not',
        resource: settings,
        beside: [empty('v1', 'ConfigMap', 'checkout', { namespace: 'default' })],
      },
      {
        because: 'of another version it is the same object',
        resource: empty('autoscaling/v1', 'HorizontalPodAutoscaler', 'checkout'),
        beside: [empty('autoscaling/v2', 'HorizontalPodAutoscaler', 'checkout')],
      },
      { because: 'a namespace, twice', resource: shop, beside: [shop] },
    ],
  },
});
