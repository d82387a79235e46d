import { describe, expect, test } from 'vitest';
import { kubernetes } from '../cel/environment/kubernetes.ts';
import type { JsonObject } from '../core/json.ts';
import type { Facts, Lookup, Policy, Related, Release } from '../core/policy.ts';
import { createJudge } from './judge.ts';
import { offlineFacts } from './offline-facts.ts';
import { requestOf } from './request-of.ts';

const lookup: Lookup = { kinds: ['Secret'], within: 'namespace', by: 'name', key: 'object.metadata.name' };
const resource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { on: 'no' } };

function policy(expression: string, more: Partial<Policy> = {}): Policy {
  return {
    id: 'p',
    dialect: { name: 'vap', version: '1.36' },
    scope: { all: [] },
    conditions: [],
    params: null,
    variables: [],
    validations: [{ id: 'v', expression, message: 'm', messageExpression: null, reason: 'Invalid' }],
    mutations: [],
    auditAnnotations: [],
    onError: 'Fail',
    about: {
      title: 't',
      severity: 'low',
      category: 'security',
      code: null,
      rule: null,
      variantOf: null,
      source: null,
      remediation: null,
    },
    ...more,
  };
}

function judge(one: Policy, related: Related | Facts['related']) {
  const facts = { ...offlineFacts(0n), related: typeof related === 'function' ? related : () => related };
  const request = requestOf(resource, { served: () => undefined });
  return createJudge([one], { environment: kubernetes(36), form: 'budget' }).judge(request, facts)[0];
}

const unknown: Related = { known: false, why: 'who knows', found: [] };
const secret: JsonObject = { kind: 'Secret' };

describe('what is looked up', () => {
  const related = { found: lookup };

  test('is read as a variable, by variables too, and asked for once', () => {
    let asked = 0;
    const counts = { name: 'count', expression: 'size(variables.found)' };
    const verdict = judge(
      policy('variables.count == 1 && variables.found[0].kind == "Secret"', { related, variables: [counts] }),
      (how, key) => {
        asked++;
        expect([how, key]).toEqual([lookup, 'a']);
        return { known: true, value: [secret] };
      },
    );
    expect(verdict).toMatchObject({ outcome: { result: 'pass' } });
    expect(asked).toBe(1);
  });

  test('is a reason to skip where it is unknown, and has a say', () => {
    const skipped = { outcome: { result: 'skip', reason: 'who knows' } };
    expect(judge(policy('size(variables.found) > 0', { related }), unknown)).toMatchObject(skipped);
    expect(
      judge(policy('object.data.on == "yes" || size(variables.found) > 0', { related }), unknown),
    ).toMatchObject(skipped);
  });

  test('is not asked for where the object decides', () => {
    const passed = judge(policy('object.data.on == "no" || size(variables.found) > 0', { related }), unknown);
    expect(passed).toMatchObject({ outcome: { result: 'pass' } });
    const failed = judge(
      policy('object.data.on == "yes" && size(variables.found) > 0', { related }),
      unknown,
    );
    expect(failed).toMatchObject({ outcome: { result: 'fail' } });
  });

  test('hides no error of its key', () => {
    const broken = { found: { ...lookup, key: 'object.metadata.namespace' } };
    expect(judge(policy('size(variables.found) > 0', { related: broken }), unknown)?.outcome.result).toBe(
      'error',
    );
  });
});

describe('what may release', () => {
  const unless = (when: string): Record<string, Release> => ({ found: { ...lookup, when } });
  const held = 'object.data.on == "yes"';
  const some: Related = { known: false, why: 'who knows', found: [secret] };

  test.each<readonly [string, Related, string]>([
    ['size(variables.found) > 0', { known: true, value: [secret] }, 'pass'],
    ['size(variables.found) > 0', { known: true, value: [] }, 'fail'],
    ['size(variables.found) > 0', some, 'pass'],
    ['size(variables.found) > 0', unknown, 'fail'],
    ['size(variables.found) == 0', { known: true, value: [] }, 'pass'],
    ['size(variables.found) == 0', unknown, 'fail'],
    ['true', unknown, 'pass'],
    ['variables.found[0].none', { known: true, value: [secret] }, 'fail'],
  ])('%s, of %j: %s', (when, related, result) => {
    expect(judge(policy(held, { unless: unless(when) }), related)).toMatchObject({
      outcome: { result },
    });
  });

  test('is not asked for where nothing is broken', () => {
    const verdict = judge(policy('object.data.on == "no"', { unless: unless('true') }), () =>
      expect.unreachable(),
    );
    expect(verdict).toMatchObject({ outcome: { result: 'pass' } });
  });
});
