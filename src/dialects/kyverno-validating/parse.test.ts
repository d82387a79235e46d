import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { parse } from './parse.ts';

const podRule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

function policy(spec: JsonObject, kind = 'ValidatingPolicy'): Resource {
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind,
    metadata: { name: 'p', ...(kind.startsWith('Namespaced') && { namespace: 'shop' }) },
    spec: {
      matchConstraints: { resourceRules: [podRule] },
      validations: [{ expression: 'object.spec.hostNetwork == false' }],
      ...spec,
    },
  };
}

function ids(spec: JsonObject, version: `1.${number}` = '1.19'): readonly string[] {
  return parse([policy(spec)], version).policies.map(({ id }) => id);
}

const all = ['ValidatingPolicy/p', 'ValidatingPolicy/p@defaults', 'ValidatingPolicy/p@cronjobs'];

test('a policy for Pods is made for what makes pods, too', () => {
  expect(ids({})).toEqual(all);
  const [, ...made] = parse([policy({})], '1.19').policies;
  expect(made.map(({ validations }) => validations[0]?.expression)).toEqual([
    'object.spec.template.spec.hostNetwork == false',
    'object.spec.jobTemplate.spec.template.spec.hostNetwork == false',
  ]);
  expect(made.map(({ about }) => about.variantOf)).toEqual(['ValidatingPolicy/p', 'ValidatingPolicy/p']);
});

test.each<[string, JsonObject]>([
  ['other kinds', { matchConstraints: { resourceRules: [{ ...podRule, resources: ['pods', 'services'] }] } }],
  ['two rules', { matchConstraints: { resourceRules: [podRule, podRule] } }],
  ['names', { matchConstraints: { resourceRules: [{ ...podRule, resourceNames: ['x'] }] } }],
  ['excludes', { matchConstraints: { resourceRules: [podRule], excludeResourceRules: [podRule] } }],
  [
    'a selector of objects',
    { matchConstraints: { resourceRules: [podRule], objectSelector: { matchLabels: { a: 'b' } } } },
  ],
  ['an empty list of controllers', { autogen: { podControllers: { controllers: [] } } }],
])('%s switch autogen off', (_what, spec) => {
  expect(ids(spec)).toEqual(['ValidatingPolicy/p']);
});

test('a selector of namespaces switched it off until 1.18, and goes along since', () => {
  const spec = {
    matchConstraints: { resourceRules: [podRule], namespaceSelector: { matchLabels: { team: 'a' } } },
  };
  expect(ids(spec, '1.18')).toEqual(['ValidatingPolicy/p']);
  expect(ids(spec, '1.19')).toEqual(all);
  const made = parse([policy(spec)], '1.19').policies.find(({ id }) => id.endsWith('@defaults'));
  expect(JSON.stringify(made?.scope)).toContain('"team":"a"');
});

test('chosen controllers are taken, and kinds of one’s own by where they are served', () => {
  const spec = { autogen: { podControllers: { controllers: ['jobs', 'jobsets.v1alpha2.jobset.x-k8s.io'] } } };
  const [, defaults, extract] = parse([policy(spec)], '1.19').policies;
  expect(JSON.stringify(defaults?.scope)).toContain('"resources":["jobs"]');
  expect(extract).toMatchObject({ id: 'ValidatingPolicy/p@extract', judges: 'pod-templates' });
  expect(extract?.validations[0]?.expression).toBe('object.spec.hostNetwork == false');
});

test('the namespace of an object is read where it is since 1.19', () => {
  const spec = {
    validations: [{ expression: "object.metadata.namespace != 'a' && object.metadata.namespaced == 1" }],
  };
  const expressionIn = (version: `1.${number}`): string | undefined =>
    parse([policy(spec)], version).policies.find(({ id }) => id.endsWith('@defaults'))?.validations[0]
      ?.expression;
  expect(expressionIn('1.19')).toBe(
    "object.metadata.namespace != 'a' && object.spec.template.metadata.namespaced == 1",
  );
  expect(expressionIn('1.18')).toContain('object.spec.template.metadata.namespace !=');
});

test('messages and variables are rewritten like everything else; what is read otherwise is not', () => {
  const spec = {
    variables: [{ name: 'a', expression: 'object.?spec' }],
    validations: [{ expression: 'true', message: 'object.spec is wrong' }],
  };
  const made = parse([policy(spec)], '1.19').policies.find(({ id }) => id.endsWith('@defaults'));
  expect(made?.validations[0]?.message).toBe('object.spec.template.spec is wrong');
  expect(made?.variables[0]?.expression).toBe('object.?spec');
});

test('it denies unless it says otherwise', () => {
  const actions = (spec: JsonObject): unknown => parse([policy(spec)], '1.19').bindings[0]?.actions;
  expect(actions({})).toEqual(['Deny']);
  expect(actions({ validationActions: ['Audit', 'Warn'] })).toEqual(['Audit', 'Warn']);
});

test('a policy of a namespace is at work there only', () => {
  const [first] = parse([policy({}, 'NamespacedValidatingPolicy')], '1.19').policies;
  expect(first).toMatchObject({
    id: 'NamespacedValidatingPolicy/shop/p',
    scope: { all: [{}, { namespaces: ['shop'] }] },
  });
});

test('without constraints it concerns nothing, unless it judges any JSON', () => {
  const [none] = parse([policy({ matchConstraints: null })], '1.19').policies;
  expect(none?.scope).toEqual({ any: [] });
  const [json] = parse([policy({ matchConstraints: null, evaluation: { mode: 'JSON' } })], '1.19').policies;
  expect(json).toMatchObject({ scope: { all: [] }, judges: 'json' });
});

test('what judges other requests is refused by name', () => {
  const { policies, refused } = parse([policy({ evaluation: { mode: 'Envoy' } })], '1.19');
  expect(policies).toEqual([]);
  expect(refused).toMatchObject([{ policy: 'ValidatingPolicy/p', construct: 'evaluation mode Envoy' }]);
});
