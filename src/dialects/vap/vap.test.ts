import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bind } from '../../ask/bind.ts';
import type { Binding, LabelSelector, Policy, ResourceRule, Scope } from '../../core/policy.ts';
import { privilegedContainer } from '../../rules/privileged-container.ts';
import { vap } from './vap.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const text = fc.string({ minLength: 1, maxLength: 20 });
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const selector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.dictionary(word, word, { maxKeys: 2 }),
  matchExpressions: fc.array(
    fc.record({
      key: word,
      operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: fc.array(word, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
});
const rule: fc.Arbitrary<ResourceRule> = fc.record({
  groups: words,
  versions: words,
  resources: words,
  names: fc.array(word, { maxLength: 2 }),
  operations: fc.subarray(['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'] as const, { minLength: 1 }),
  reach: fc.constantFrom('Cluster', 'Namespaced', '*'),
});
const scope: fc.Arbitrary<Scope> = fc
  .record({
    included: fc.array(rule, { maxLength: 3 }),
    excluded: fc.array(rule, { maxLength: 2 }),
    equivalent: fc.boolean(),
    namespaces: orNull(selector),
    objects: orNull(selector),
  })
  .map(({ included, excluded, equivalent, namespaces, objects }) => {
    // The match policy is written with the included rules; without them the API server's default holds.
    const leaf = (resources: ResourceRule): Scope => ({
      resources,
      equivalent: included.length === 0 || equivalent,
    });
    const parts: Scope[] = [
      ...(included.length > 0 ? [{ any: included.map(leaf) }] : []),
      ...(excluded.length > 0 ? [{ not: { any: excluded.map(leaf) } }] : []),
      ...(namespaces === null ? [] : [{ namespaceLabels: namespaces }]),
      ...(objects === null ? [] : [{ labels: objects }]),
    ];
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { all: parts };
  });
const named = fc.record({ name: word, expression: text });
const policy: fc.Arbitrary<Policy> = fc.record({
  id: word,
  dialect: fc.constant({ name: 'vap', version: '1.36' } as const),
  scope,
  conditions: fc.array(named, { maxLength: 2 }),
  params: orNull(fc.record({ apiVersion: word, kind: word })),
  variables: fc.array(named, { maxLength: 2 }),
  validations: fc.array(
    fc.record({
      id: word,
      expression: text,
      message: orNull(text),
      messageExpression: orNull(text),
      reason: fc.constantFrom('Invalid', 'Forbidden', 'RequestEntityTooLarge'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  mutations: fc.constant([]),
  auditAnnotations: fc.array(named, { maxLength: 2 }),
  onError: fc.constantFrom('Fail', 'Ignore'),
  about: fc.record({
    title: text,
    severity: fc.constantFrom('info', 'low', 'medium', 'high', 'critical'),
    category: word,
    code: orNull(word),
    rule: orNull(word),
    variantOf: orNull(word),
    source: fc.constant(null),
    remediation: orNull(text),
  }),
});
const bindings = (id: string): fc.Arbitrary<readonly Binding[]> =>
  fc.array(
    fc.record({
      name: word,
      policy: fc.constant(id),
      scope,
      actions: fc.subarray(['Deny', 'Warn', 'Audit'] as const, { minLength: 1 }),
      params: orNull(
        fc.record({
          name: orNull(word),
          selector: orNull(selector),
          namespace: orNull(word),
          whenMissing: fc.constantFrom('Allow', 'Deny'),
        }),
      ),
    }),
    { maxLength: 2 },
  );

test('what was rendered is read back as it was', () => {
  const set = policy.chain((only) =>
    bindings(only.id).map((bound) => ({ policies: [only], bindings: bound, exceptions: [], refused: [] })),
  );
  fc.assert(
    fc.property(set, (given) => {
      expect(vap.parse(vap.render(given, '1.36'), '1.36')).toEqual(given);
    }),
  );
});

test('a rule of the catalogue survives, its scope, variables and texts included', () => {
  const bound = bind(privilegedContainer, {}, { minor: 36 });
  const set = { policies: [bound], bindings: [], exceptions: [], refused: [] };
  expect(vap.parse(vap.render(set, '1.36'), '1.36').policies).toEqual([bound]);
});

test("somebody else's policy is known by its kind and name, and what is unknown in it is refused by name", () => {
  const object = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'theirs' },
    spec: { futureField: 1 },
  };
  const { policies, refused } = vap.parse([object], '1.36');
  expect(policies.map(({ id }) => id)).toEqual(['ValidatingAdmissionPolicy/theirs']);
  expect(refused).toMatchObject([
    { policy: 'ValidatingAdmissionPolicy/theirs', construct: 'spec.futureField' },
  ]);
});

test('a scope that the kind cannot say is refused, never approximated', () => {
  const bound = { ...bind(privilegedContainer, {}, { minor: 36 }), scope: { names: ['a*'] } };
  expect(() => vap.render({ policies: [bound], bindings: [], exceptions: [], refused: [] }, '1.36')).toThrow(
    /a scope by names/,
  );
});
