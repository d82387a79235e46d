import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { parse } from './parse.ts';

const cel = { expressions: [{ expression: 'object.spec.hostNetwork == false' }] };
const pods = { any: [{ resources: { kinds: ['Pod'] } }] };

function rule(more: JsonObject = {}, name = 'r'): JsonObject {
  return { name, match: pods, validate: { message: 'no', cel }, ...more };
}

function policy(rules: readonly JsonObject[], spec: JsonObject = {}, more: JsonObject = {}): Resource {
  return {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name: 'p', ...more },
    spec: { rules, ...spec },
  };
}

const read = (...rules: readonly JsonObject[]) => parse([policy(rules)], '1.19');
const idsOf = (object: Resource): readonly string[] => parse([object], '1.19').policies.map(({ id }) => id);
const own = ['ClusterPolicy/p#r'];
const made = [...own, 'ClusterPolicy/p#autogen-r', 'ClusterPolicy/p#autogen-cronjob-r'];

describe('autogen', () => {
  test('makes rules for what makes pods, under names of their own', () => {
    const { policies } = read(rule());
    expect(policies.map(({ id }) => id)).toEqual(made);
    expect(policies.map(({ validations }) => validations[0]?.expression)).toEqual([
      'object.spec.hostNetwork == false',
      'object.spec.template.spec.hostNetwork == false',
      'object.spec.jobTemplate.spec.template.spec.hostNetwork == false',
    ]);
    expect(policies[1]?.scope).toEqual({
      any: [
        {
          kinds: [
            'apps/v1/DaemonSet',
            'apps/v1/Deployment',
            'batch/v1/Job',
            'apps/v1/ReplicaSet',
            'v1/ReplicationController',
            'apps/v1/StatefulSet',
          ],
        },
      ],
    });
    expect(policies[2]?.about).toMatchObject({ rule: 'autogen-cronjob-r', variantOf: 'ClusterPolicy/p#r' });
  });

  test.each<[string, JsonObject]>([
    ['a name', { match: { any: [{ resources: { kinds: ['Pod'], names: ['x'] } }] } }],
    [
      'a selector',
      { match: { any: [{ resources: { kinds: ['Pod'], selector: { matchLabels: { a: 'b' } } } }] } },
    ],
    ['annotations', { match: { any: [{ resources: { kinds: ['Pod'], annotations: { a: 'b' } } }] } }],
    ['a second kind in the block', { match: { any: [{ resources: { kinds: ['Pod', 'Service'] } }] } }],
    ['a name that is excluded', { exclude: { any: [{ resources: { kinds: ['Pod'], names: ['x'] } }] } }],
    ['kinds that are excluded, and no Pod', { exclude: { any: [{ resources: { kinds: ['Service'] } }] } }],
  ])('is switched off by %s', (_what, more) => {
    expect(idsOf(policy([rule(more)]))).toEqual(own);
  });

  test('is switched off for the whole policy by one rule', () => {
    const named = rule({ match: { any: [{ resources: { kinds: ['Pod'], names: ['x'] } }] } }, 'other');
    expect(idsOf(policy([rule(), named]))).toEqual([...own, 'ClusterPolicy/p#other']);
  });

  test('is told by an annotation which kinds to take', () => {
    const noted = (value: string): Resource =>
      policy([rule()], {}, { annotations: { 'pod-policies.kyverno.io/autogen-controllers': value } });
    expect(idsOf(noted('none'))).toEqual(own);
    expect(idsOf(noted('CronJob'))).toEqual([...own, 'ClusterPolicy/p#autogen-cronjob-r']);
    expect(idsOf(noted('Deployment,StatefulSet'))).toEqual([...own, 'ClusterPolicy/p#autogen-r']);
  });

  test('cuts names at 63 characters', () => {
    const [, second] = read(rule({}, 'x'.repeat(63))).policies;
    expect(second?.about.rule).toBe(`autogen-${'x'.repeat(55)}`);
  });
});

describe('what a rule concerns', () => {
  const scopeOf = (more: JsonObject): unknown => read(rule(more)).policies[0]?.scope;

  test('is everything in a block at once, but what is excluded', () => {
    const match = {
      resources: { kinds: ['v1/Service'], names: ['a*'], namespaces: ['shop'], operations: ['UPDATE'] },
      subjects: [{ kind: 'User', name: 'jane' }],
    };
    const exclude = { all: [{ resources: { namespaces: ['kube-*'] } }, { clusterRoles: ['admin'] }] };
    expect(scopeOf({ match, exclude })).toEqual({
      all: [
        {
          all: [
            { kinds: ['v1/Service'] },
            { operations: ['UPDATE'] },
            { names: ['a*'] },
            { namespaces: ['shop'] },
            { users: [{ kind: 'User', name: 'jane', namespace: null }] },
          ],
        },
        { not: { all: [{ namespaces: ['kube-*'] }, { roles: ['admin'], cluster: true }] } },
      ],
    });
  });

  test('is nothing where the block is empty, and everything where the exclusion is', () => {
    expect(scopeOf({ match: { any: [{ resources: {} }] } })).toEqual({ any: [{ any: [] }] });
    expect(scopeOf({ match: { resources: { kinds: ['Service'] } }, exclude: {} })).toEqual({
      kinds: ['Service'],
    });
  });

  test('is in the namespace of a Policy', () => {
    const object = { ...policy([rule()], {}, { namespace: 'shop' }), kind: 'Policy' };
    const [first] = parse([object], '1.19').policies;
    expect(first).toMatchObject({ id: 'Policy/shop/p#r', scope: { all: [{}, { namespaces: ['shop'] }] } });
  });
});

describe('what a violation does', () => {
  const actions = (validate: JsonObject, spec: JsonObject = {}): readonly unknown[] =>
    parse(
      [
        policy(
          [rule({ match: { any: [{ resources: { kinds: ['Service'] } }] }, validate: { cel, ...validate } })],
          spec,
        ),
      ],
      '1.19',
    ).bindings.map(({ actions: done, scope }) => ({ done, scope }));

  test('is to be told, unless the rule, or else the policy, enforces', () => {
    const everywhere = { all: [] };
    expect(actions({})).toEqual([{ done: ['Audit'], scope: everywhere }]);
    expect(actions({}, { validationFailureAction: 'enforce' })).toEqual([
      { done: ['Deny'], scope: everywhere },
    ]);
    expect(
      actions({ failureAction: 'Audit' }, { validationFailureAction: 'Enforce', emitWarning: true }),
    ).toEqual([{ done: ['Audit', 'Warn'], scope: everywhere }]);
  });

  test('may be otherwise in some namespaces', () => {
    const overrides = [{ action: 'Enforce', namespaces: ['prod'] }];
    const inProd = { all: [{ namespaces: ['prod'] }] };
    expect(actions({ failureActionOverrides: overrides })).toEqual([
      { done: ['Deny'], scope: { all: [inProd] } },
      { done: ['Audit'], scope: { all: [{ not: inProd }] } },
    ]);
  });
});

test('the rule’s message stands for validations without one', () => {
  expect(read(rule()).policies[0]?.validations[0]?.message).toBe('no');
});

test('what does not judge is refused by name', () => {
  const { policies, refused } = read(
    { name: 'g', match: pods, generate: {} },
    { name: 'v', match: pods, verifyImages: [] },
  );
  expect(policies).toEqual([]);
  expect(refused.map(({ rule: name, construct }) => [name, construct])).toEqual([
    ['g', 'generate'],
    ['v', 'verifyImages'],
  ]);
});

describe('a classic rule', () => {
  const services = { any: [{ resources: { kinds: ['Service'] } }] };
  const pattern = { pattern: { spec: { type: 'ClusterIP' } } };
  const deny = {
    deny: {
      conditions: { any: [{ key: '{{ request.object.spec.type }}', operator: 'Equals', value: 'NodePort' }] },
    },
  };
  const classic = (validate: JsonObject, more: JsonObject = {}, spec: JsonObject = {}) =>
    parse([policy([{ name: 'r', match: services, validate, ...more }], spec)], '1.19').policies;

  test('by a pattern says nothing of what is deleted', () => {
    const [first, ...others] = classic(pattern);
    expect(others).toEqual([]);
    expect(first?.scope).toMatchObject({ all: [{ operations: ['CREATE', 'UPDATE', 'CONNECT'] }, {}] });
  });

  test('by conditions means what is deleted by the object', () => {
    const [alive, deleted] = classic(deny);
    expect(alive?.validations[0]?.expression).toContain('object.spec');
    expect(deleted).toMatchObject({
      id: 'ClusterPolicy/p#r@delete',
      scope: { all: [{ operations: ['DELETE'] }, {}] },
      about: { rule: 'r' },
    });
    expect(deleted?.validations[0]?.expression).toBe(
      alive?.validations[0]?.expression.replaceAll('object.', 'oldObject.'),
    );
  });

  test('that names its operations, or excludes deletions, is one policy', () => {
    const match = { any: [{ resources: { kinds: ['Service'], operations: ['CREATE'] } }] };
    expect(classic(deny, { match }).map(({ id }) => id)).toEqual(own);
    const preconditions = {
      all: [{ key: '{{ request.operation }}', operator: 'NotEquals', value: 'DELETE' }],
    };
    expect(classic(deny, { preconditions }).map(({ id }) => id)).toEqual(own);
  });

  test('that enforces lets pass what was wrong before, unless told otherwise', () => {
    const enforce = { validationFailureAction: 'Enforce' };
    const names = (validate: JsonObject, spec: JsonObject): readonly unknown[] =>
      classic(validate, {}, spec).map(({ conditions }) => conditions.map(({ name }) => name));
    expect(names(pattern, enforce)).toEqual([['allow-existing-violations']]);
    expect(names({ ...pattern, allowExistingViolations: false }, enforce)).toEqual([[]]);
    expect(names(pattern, {})).toEqual([[]]);
    const [condition] = classic(pattern, {}, enforce)[0]?.conditions ?? [];
    expect(condition?.expression).toMatch(/^request\.operation != 'UPDATE' \|\| \(.*oldObject/);
  });
});
