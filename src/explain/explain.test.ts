import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding, Policy } from '../core/policy.ts';
import { explain } from './explain.ts';
import type { Explanation, Sentence } from './explanation.ts';

const base: Policy = {
  id: 'ValidatingAdmissionPolicy/it',
  dialect: { name: 'vap', version: '1.36' },
  scope: { kinds: ['Pod'] },
  conditions: [],
  params: null,
  variables: [],
  validations: [],
  mutations: [],
  auditAnnotations: [],
  onError: 'Fail',
  about: {
    title: 'it',
    severity: 'medium',
    category: 'security',
    code: null,
    rule: null,
    variantOf: null,
    source: null,
    remediation: null,
  },
};

const binding: Binding = {
  name: 'all',
  policy: base.id,
  scope: { all: [] },
  actions: ['Deny'],
  params: null,
};

function explained(policy: Partial<Policy>, bindings: readonly Binding[] = [binding]): Explanation {
  const set = { policies: [{ ...base, ...policy }], bindings, exceptions: [], refused: [] };
  const [explanation] = explain(set, () => null);
  if (explanation === undefined) throw new Error('nothing is explained');
  return explanation;
}

function textOf({ text, items }: Sentence): string {
  return [text, ...items.map(textOf)].join(' | ');
}

/** The sentence of one condition. */
function said(expression: string, variables: Policy['variables'] = []): string {
  const validation = {
    id: 'v',
    expression,
    message: null,
    messageExpression: null,
    reason: 'Invalid',
  } as const;
  return explained({ variables, validations: [validation] })
    .demands.map(({ sentence }) => textOf(sentence))
    .join('');
}

describe('a condition in words', () => {
  test.each([
    ['object.spec.replicas > 1', '`spec.replicas` must be greater than 1.'],
    ['object.spec.?replicas.orValue(1) >= 2', '`spec.replicas` (1 if unset) must be at least 2.'],
    ['object.spec.?hostNetwork.orValue(false) == false', '`spec.hostNetwork` must be false or unset.'],
    ['!object.spec.?hostNetwork.orValue(false)', '`spec.hostNetwork` must be false or unset.'],
    [
      '!has(object.spec.type) || object.spec.type != "NodePort"',
      '`spec.type`, if set, must not be "NodePort".',
    ],
    [
      'has(object.spec.type) ? object.spec.type != "NodePort" : true',
      '`spec.type`, if set, must not be "NodePort".',
    ],
    [
      'has(object.spec.type) && object.spec.type != "NodePort"',
      '`spec.type` must be set and not "NodePort".',
    ],
    ['object.spec.type != "NodePort"', '`spec.type` must not be "NodePort".'],
    ['object.spec.type in ["A", "B", "C"]', '`spec.type` must be one of "A", "B" and "C".'],
    ['!(object.spec.type in ["A", "B"])', '`spec.type` must not be "A" or "B".'],
    [
      'object.metadata.name.startsWith("a") || object.metadata.name.endsWith("z")',
      '`metadata.name` must start with "a" or end with "z".',
    ],
    ['object.spec.id >= 100 && object.spec.id <= 200', '`spec.id` must be between 100 and 200.'],
    ['"app" in object.metadata.labels', '`metadata.labels["app"]` must be set.'],
    ['object.metadata.labels.exists(k, k == "app")', '`metadata.labels["app"]` must be set.'],
    [
      'object.spec.containers.all(c, c.image.contains(":"))',
      'Every `spec.containers[].image` must contain ":".',
    ],
    [
      '!object.spec.containers.exists(c, has(c.resources.limits.cpu))',
      'No `spec.containers[].resources.limits.cpu` may be set.',
    ],
    [
      'object.spec.containers.filter(c, has(c.command)).size() == 0',
      'No `spec.containers[].command` may be set.',
    ],
    ['object.spec.rules.exists(r, "*" in r.verbs)', 'At least one `spec.rules[].verbs` must contain "*".'],
    ['object.spec.list.exists_one(e, e == "ALL")', '`spec.list` must contain "ALL" exactly once.'],
    ['size(object.spec.list) > 0', '`spec.list` must not be empty.'],
    ['quantity(object.spec.size).compareTo(quantity("1Gi")) <= 0', '`spec.size` must be at most "1Gi".'],
    ['quantity(object.spec.size).isLessThan(quantity("1Gi"))', '`spec.size` must be less than "1Gi".'],
    ['image(object.spec.image).registry() == "ghcr.io"', 'The registry of `spec.image` must be "ghcr.io".'],
    [
      'oldObject.spec.name == object.spec.name',
      '`spec.name` of the old object must be equal to `spec.name`.',
    ],
    ['request.userInfo.username != "bob"', '`request.userInfo.username` must not be "bob".'],
    [
      'namespaceObject.metadata.labels["team"] == "shop"',
      '`metadata.labels["team"]` of the namespace must be "shop".',
    ],
    [
      'object.spec.?size.optMap(s, quantity(s).isGreaterThan(quantity("1"))).orValue(true)',
      '`spec.size` must be greater than "1" or unset.',
    ],
    ['[1, 2].exists(p, object.spec.port == p)', '`spec.port` must be 1 or 2.'],
    ['sets.contains(["x", "y"], object.spec.a)', 'Every entry of `spec.a` must be "x" or "y".'],
    ['sets.intersects(object.spec.a, ["x", "y"])', '`spec.a` must have an entry in common with "x" and "y".'],
    ['type(object.spec.port) == int', '`spec.port` must be of the type int.'],
    [
      'object.spec.image.split(":")[0] == "nginx"',
      'What is before the first ":" in `spec.image` must be "nginx".',
    ],
    [
      'request.operation == "DELETE" || object.spec.x == 1',
      'Unless `request.operation` is "DELETE", `spec.x` must be 1.',
    ],
    [
      'oldObject == null || object.spec.x == oldObject.spec.x',
      'If the old object is not null, `spec.x` must be equal to `spec.x` of the old object.',
    ],
    ['!(object.spec.a == 1 && object.spec.b == 2)', 'If `spec.a` is 1, `spec.b` must not be 2.'],
    ['cidr("10.0.0.0/8").containsIP(object.spec.ip)', '"10.0.0.0/8" must contain `spec.ip`.'],
    ['false', 'Every such request breaks the policy.'],
    ['true', 'Nothing is demanded: the condition is always true.'],
  ])('%s', (expression, sentence) => {
    expect(said(expression)).toBe(sentence);
  });

  test('what no idiom says is quoted', () => {
    expect(said('authorizer.group("").resource("pods").check("get").allowed()')).toBe(
      '`authorizer.group("").resource("pods").check("get").allowed()` must be true.',
    );
  });

  test('what cannot be read is quoted, and said to be no CEL', () => {
    expect(said('object.spec.(')).toBe('The expression `object.spec.(` is no CEL that can be read.');
  });

  test('variables are said where they are read, containers of several lists by what they have in common', () => {
    const variables = [
      { name: 'inits', expression: 'object.spec.?initContainers.orValue([])' },
      { name: 'all', expression: 'object.spec.containers + variables.inits' },
    ];
    expect(said('variables.all.all(c, has(c.livenessProbe))', variables)).toBe(
      'For every container of `spec.containers` and `spec.initContainers`, `livenessProbe` must be set.',
    );
  });

  test('what is below an absent field is told apart from the field', () => {
    expect(said('!has(object.spec.a) || object.spec.a.b == 1')).toBe(
      'If `spec.a` is set, `spec.a.b` must be 1.',
    );
  });

  test('the other entry of the same list is told apart', () => {
    expect(said('object.spec.env.all(e, object.spec.env.exists_one(o, o.name == e.name))')).toMatch(
      /`name` of the other environment variable must be equal to `spec\.env\[\]\.name`/,
    );
  });
});

test('an unbound policy does nothing, and says so', () => {
  const { effect, summary, notes } = explained({}, []);
  expect(effect).toBe('none');
  expect(summary).toMatch(/^Does nothing yet/);
  expect(notes.map(({ text }) => text)).toContain('No binding refers to it, so it does nothing.');
});

test('every sentence says which part of the policy it comes from', () => {
  const { appliesTo, atWork, notes } = explained({
    conditions: [{ name: 'c', expression: 'has(object.spec.x)' }],
  });
  expect(appliesTo.map(({ from }) => from)).toEqual(['scope', 'conditions[0]']);
  expect(atWork.map(({ from }) => from)).toEqual(['bindings[0]']);
  expect(notes.map(({ from }) => from)).toEqual(['onError']);
});

describe('hostile expressions give a text of bounded length', () => {
  const most = 150_000;
  const length = (expression: string, variables: Policy['variables'] = []): number =>
    said(expression, variables).length;

  test.each([
    [
      'a long chain',
      Array.from({ length: 4000 }, (_, index) => `object.spec.f${index} == ${index}`).join(' && '),
    ],
    ['a long list', `object.spec.x in [${Array.from({ length: 20_000 }, (_, index) => index).join(',')}]`],
    ['a long text', `object.spec.x == "${'a'.repeat(90_000)}"`],
    ['a long path', `has(object.spec${'.a'.repeat(200)})`],
    ['endless macros', `${'object.spec.list.all(x, '.repeat(60)}x.y${')'.repeat(60)}`],
    ['nested choices', `${'has(object.a) ? object.b == 1 : ('.repeat(100)}true${')'.repeat(100)}`],
    [
      'a long negation',
      `!(${Array.from({ length: 500 }, (_, index) => `has(object.f${index})`).join(' || ')})`,
    ],
    ['what is no CEL', '('.repeat(50_000)],
    ['a name of every object', 'object.__proto__.constructor == object.constructor.__proto__'],
  ])('%s', (_name, expression) => {
    expect(length(expression)).toBeLessThan(most);
  });

  test('variables that double at every step', () => {
    const variables = Array.from({ length: 60 }, (_, index) => ({
      name: `v${index}`,
      expression: index === 0 ? 'object.spec.x' : `variables.v${index - 1} + variables.v${index - 1}`,
    }));
    expect(length('variables.v59 == 1', variables)).toBeLessThan(most);
  });

  test('variables that read each other in a circle', () => {
    const variables = [
      { name: 'a', expression: 'variables.b' },
      { name: 'b', expression: 'variables.a' },
    ];
    expect(said('variables.a == 1', variables)).toContain('variable');
  });

  test('whatever is written is said, and nothing throws', () => {
    const word = fc.constantFrom(
      'object',
      'spec',
      '.',
      '?',
      '[',
      ']',
      '(',
      ')',
      '"a"',
      '1',
      '==',
      '&&',
      '||',
      '!',
      'has',
      'all',
      'exists',
      'x',
      ',',
      ':',
      '+',
      'in',
      'orValue',
      '{',
      '}',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        expect(said(words.join('')).length).toBeGreaterThan(0);
      }),
    );
  });
});
