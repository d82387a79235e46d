import { expect, it } from 'vitest';
import type { JsonObject, JsonPointer } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { vap } from '../dialects/vap/vap.ts';
import { offlineFacts } from './offline-facts.ts';
import { createSetJudge } from './set-judge.ts';

/** Where an object breaks an expression. */
function places(expression: string, object: JsonObject): readonly JsonPointer[] {
  const kind = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
  const resourceRules = [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] },
  ];
  const policy: Resource = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'p' },
    spec: { matchConstraints: { resourceRules }, validations: [{ expression }] },
  };
  const [verdict] = createSetJudge(vap.parse([policy], '1.36')).judge(
    {
      operation: 'CREATE',
      kind: { group: '', version: 'v1', kind: 'ConfigMap' },
      resource: { group: '', version: 'v1', resource: 'configmaps' },
      subresource: null,
      name: 'a',
      namespace: 'shop',
      object: { ...kind, ...object },
      oldObject: null,
      user: null,
      dryRun: false,
    },
    offlineFacts(0n),
  ).verdicts;
  return verdict?.outcome.result === 'fail'
    ? verdict.outcome.violations.flatMap((violation) => violation.places)
    : [];
}

it.each<readonly [string, string, JsonObject, readonly JsonPointer[]]>([
  [
    'a field is not at fault beside what is at fault within it',
    '!has(object.from) || !has(object.from.key)',
    { from: { key: 'a' } },
    ['/from/key'],
  ],
  [
    'fields beside one another are, also where one begins like the other',
    '!has(object.data.a) || !has(object.data.ab)',
    { data: { a: '1', ab: '2' } },
    ['/data/a', '/data/ab'],
  ],
  [
    'each element of a list is at fault for itself',
    'object.list.all(e, !has(e.from) || !has(e.from.key))',
    { list: [{ from: { key: 'a' } }, {}, { from: { key: 'b' } }] },
    ['/list/0/from/key', '/list/2/from/key'],
  ],
])('%s', (_, expression, object, expected) => {
  expect(places(expression, object)).toEqual(expected);
});
