import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { autogenName, autogenRule } from './autogen-rule.ts';
import { translateRule, type TranslatedRule } from './translate-rule.ts';

function translated(rule: JsonObject): TranslatedRule {
  return translateRule({ name: 'r', ...rule }, { policy: 'p', rule: 'r' });
}

function expressionOf(validate: JsonObject): string {
  const rule = translated({ validate });
  return rule.ok ? (rule.validations[0]?.expression ?? '') : `refused: ${rule.refused[0]?.construct ?? ''}`;
}

function denied(key: string, operator: string, value: JsonValue): string {
  return expressionOf({ deny: { conditions: { all: [{ key, operator, value }] } } });
}

describe('a pattern reads as a person would write it', () => {
  test.each<[JsonObject, string]>([
    [{ spec: { hostNetwork: false } }, 'object.spec.?hostNetwork.orValue(true) == false'],
    [{ spec: { '=(hostNetwork)': false } }, 'object.spec.?hostNetwork.orValue(false) == false'],
    [{ spec: { '=(type)': '!NodePort' } }, "object.spec.?type.orValue('') != 'NodePort'"],
    [{ spec: { 'X(externalIPs)': null } }, '!has(object.spec.externalIPs)'],
    [
      { metadata: { labels: { 'app.kubernetes.io/name': '?*' } } },
      "object.metadata.?labels[?'app.kubernetes.io/name'].orValue('') != ''",
    ],
    [
      { spec: { containers: [{ image: 'registry.example/*' }] } },
      "object.spec.containers.all(container, container.?image.orValue('').startsWith('registry.example/'))",
    ],
    [
      { spec: { '=(initContainers)': [{ '=(securityContext)': { '=(privileged)': false } }] } },
      'object.spec.?initContainers.orValue([]).all(container, !has(container.securityContext) || container.securityContext.?privileged.orValue(false) == false)',
    ],
    [
      { spec: { containers: [{ resources: { limits: { memory: '<=1Gi' } } }] } },
      "object.spec.containers.all(container, container.?resources.?limits.hasValue() && quantity(string(container.?resources.?limits.?memory.orValue('0'))).compareTo(quantity('1Gi')) <= 0)",
    ],
    [
      { metadata: { annotations: { 'example.com/class': 'a | b' } } },
      "object.metadata.?annotations[?'example.com/class'].orValue('') in ['a', 'b']",
    ],
  ])('%j', (pattern, expected) => {
    expect(expressionOf({ pattern })).toBe(expected);
  });

  test('a condition of it becomes a condition of the policy', () => {
    const pattern = { spec: { containers: [{ '(image)': '*:latest', imagePullPolicy: 'Always' }] } };
    const rule = translated({ validate: { message: 'Pull always.', pattern } });
    expect(rule).toEqual({
      ok: true,
      conditions: [
        {
          name: 'applies',
          expression:
            "object.spec.containers.exists(container, container.?image.orValue('').endsWith(':latest'))",
        },
      ],
      variables: [],
      validations: [
        {
          id: 'pattern',
          expression:
            "object.spec.containers.all(container, !container.?image.orValue('').endsWith(':latest') || container.?imagePullPolicy.orValue('') == 'Always')",
          message: 'Pull always.',
          messageExpression: null,
          reason: 'Invalid',
        },
      ],
    });
  });
});

describe('conditions read as a person would write them', () => {
  test.each<[string, string, JsonValue, string]>([
    [
      "{{ request.object.metadata.labels.team || '' }}",
      'Equals',
      '',
      "object.metadata.?labels.?team.orValue('') != ''",
    ],
    ['{{ request.object.kind }}', 'AnyIn', ['Pod', 'Job'], "!(object.kind in ['Pod', 'Job'])"],
    [
      '{{ request.object.spec.replicas }}',
      'GreaterThan',
      3,
      'object.?spec.?replicas.hasValue() && object.spec.replicas <= 3',
    ],
    ['{{ length(request.object.spec.containers) }}', 'GreaterThan', 1, 'object.spec.containers.size() <= 1'],
    [
      "{{ regex_match('^a', '{{ request.object.metadata.name }}') }}",
      'Equals',
      false,
      "object.metadata.name.matches('^a')",
    ],
    [
      '{{ request.userInfo.groups }}',
      'AnyIn',
      ['admins'],
      "!request.userInfo.groups.exists(group, 'admins'.matches('(?s)^\\\\Q' + group.replace('*', '\\\\E.*\\\\Q').replace('?', '\\\\E.\\\\Q') + '\\\\E$'))",
    ],
  ])('%s %s %j', (key, operator, value, expected) => {
    if (key.includes('groups')) expect(denied(key, operator, value)).toContain('request.userInfo.groups');
    else expect(denied(key, operator, value)).toBe(expected);
  });

  test('a message with variables is an expression, and keeps its text for when that fails', () => {
    const rule = translated({
      validate: { message: 'No {{ request.object.kind }}\nhere.', deny: {} },
    });
    expect(rule.ok && rule.validations[0]).toMatchObject({
      message: 'No {{ request.object.kind }} here.',
      messageExpression: "'No ' + object.kind + ' here.'",
    });
  });
});

describe('what has no faithful translation is refused by name', () => {
  const context = (entry: JsonObject): JsonObject => ({
    context: [{ name: 'data', ...entry }],
    validate: { deny: { conditions: { all: [{ key: '{{ data }}', operator: 'Equals', value: 'x' }] } } },
  });

  test.each<[string, JsonObject]>([
    ['context: apiCall', context({ apiCall: { urlPath: '/api/v1/pods' } })],
    ['context: configMap', context({ configMap: { name: 'a', namespace: 'b' } })],
    ['context: imageRegistry', context({ imageRegistry: { reference: 'a' } })],
    ['context: globalReference', context({ globalReference: { name: 'a' } })],
    ['validate.manifests', { validate: { manifests: {} } }],
    ['rule without validate', {}],
    ['podSecurity.level privileged', { validate: { podSecurity: { level: 'privileged' } } }],
    ['podSecurity.version v1.18', { validate: { podSecurity: { level: 'baseline', version: 'v1.18' } } }],
    ['pattern: list of lists', { validate: { pattern: { spec: { list: [['a']] } } } }],
    [
      'JMESPath that does not parse',
      { validate: { deny: { conditions: { all: [{ key: '{{ a. }}', operator: 'Equals', value: 'x' }] } } } },
    ],
    [
      'operator Resembles',
      { validate: { deny: { conditions: { all: [{ key: 'a', operator: 'Resembles', value: 'x' }] } } } },
    ],
  ])('%s', (construct, rule) => {
    expect(translated(rule)).toMatchObject({ ok: false, refused: [{ construct }] });
  });

  test.each(['x509_decode(a)', 'parse_json(a)', 'random(a)', 'constructor(a)', 'time_now()'])(
    'a function without counterpart: %s',
    (call) => {
      const name = call.slice(0, call.indexOf('('));
      expect(denied(`{{ ${call.replace('(a)', '(request.object.spec.a)')} }}`, 'Equals', 'x')).toBe(
        `refused: JMESPath: ${name}()`,
      );
    },
  );

  test('what is not used is not asked for', () => {
    const rule = translated({
      context: [{ name: 'unused', apiCall: { urlPath: '/api/v1/pods' } }],
      validate: { deny: {} },
    });
    expect(rule.ok).toBe(true);
  });

  test.each([Array.from({ length: 40 }, () => '1!-5').join(' & '), 'a|'.repeat(5000)])(
    'a value with alternatives without end: %.20s…',
    (value) => {
      expect(expressionOf({ pattern: { spec: { a: value } } })).toBe(
        'refused: pattern: too many alternatives',
      );
    },
  );

  test('patterns nested without end, and conditions that would grow with every level', () => {
    let deep: JsonObject = { a: 'b' };
    for (let level = 0; level < 20_000; level += 1) deep = { inner: deep };
    expect(translated({ validate: { pattern: deep } })).toMatchObject({
      refused: [{ construct: 'rule nested too deeply' }],
    });
    let growing: JsonObject = { '(a)': 'b', c: 'd' };
    for (let level = 0; level < 25; level += 1) growing = { '(list)': [growing], '=(more)': [growing] };
    expect(translated({ validate: { pattern: { spec: growing } } })).toMatchObject({
      refused: [{ construct: 'rule too long for CEL' }],
    });
  });

  test('what is nested without end is refused, too', () => {
    const deep = `${'('.repeat(5000)}a${')'.repeat(5000)}`;
    expect(denied(`{{ ${deep} }}`, 'Equals', 'x')).toBe('refused: JMESPath that does not parse');
  });
});

describe('podSecurity', () => {
  const rule = (podSecurity: JsonObject, kinds: readonly string[] = ['Pod']): TranslatedRule =>
    translated({ match: { any: [{ resources: { kinds } }] }, validate: { podSecurity } });

  test('is one validation a control, and knows where the pod is', () => {
    const baseline = rule({ level: 'baseline' });
    expect(baseline.ok && baseline.validations.map(({ id }) => id)).toContain('hostNamespaces');
    expect(baseline.ok && baseline.variables[0]).toEqual({ name: 'podSpec', expression: 'object.spec' });
    const cron = rule({ level: 'baseline' }, ['batch/v1/CronJob']);
    expect(cron.ok && cron.variables[0]?.expression).toBe('object.spec.jobTemplate.spec.template.spec');
  });

  test('leaves a control out that is excluded as a whole, and the images that are named', () => {
    const excluded = rule({
      level: 'baseline',
      exclude: [
        { controlName: 'Host Namespaces' },
        { controlName: 'Privileged Containers', images: ['node*'] },
      ],
    });
    const expressions = excluded.ok ? excluded.validations : [];
    expect(expressions.some(({ id }) => id === 'hostNamespaces')).toBe(false);
    expect(expressions.find(({ id }) => id === 'privileged')?.expression).toBe(
      "variables.containers.all(container, container.?securityContext.?privileged.orValue(false) == false || container.?image.orValue('').startsWith('node'))",
    );
  });
});

describe('autogen', () => {
  test('moves a pattern below the template', () => {
    expect(autogenRule({ name: 'r', validate: { pattern: { spec: { a: 'b' } } } }, 'cronjob')).toEqual({
      name: 'autogen-cronjob-r',
      validate: { pattern: { spec: { jobTemplate: { spec: { template: { spec: { a: 'b' } } } } } } },
    });
  });

  test('rewrites every text of the rule that names the object', () => {
    const rule = {
      name: 'r',
      preconditions: { all: [{ key: '{{ request.object.metadata.name }}', operator: 'Equals', value: 'a' }] },
      validate: { message: 'request.oldObject.spec', deny: {} },
    };
    expect(autogenRule(rule, 'template')).toEqual({
      name: 'autogen-r',
      preconditions: {
        all: [{ key: '{{ request.object.spec.template.metadata.name }}', operator: 'Equals', value: 'a' }],
      },
      validate: { message: 'request.oldObject.spec.template.spec', deny: {} },
    });
  });

  test('cuts names at 63 characters', () => {
    expect(autogenName('x'.repeat(60), 'cronjob')).toBe(`autogen-cronjob-${'x'.repeat(47)}`);
  });
});

describe('a condition', () => {
  test('may have braces of its own around a variable', () => {
    const key = "{{regex_match('^a{8}$', '{{request.object.metadata.labels.x}}')}}";
    expect(denied(key, 'Equals', false)).toBe(
      "object.metadata.?labels.?x.hasValue() && object.metadata.labels.x.matches('^a{8}$')",
    );
  });

  test('compares maps as maps', () => {
    const labels = (of: string): string => `{{ request.${of}.metadata.labels || \`{}\` }}`;
    expect(denied(labels('object'), 'Equals', labels('oldObject'))).toBe(
      'object.metadata.?labels.orValue({}) != oldObject.metadata.?labels.orValue({})',
    );
  });

  test('of elements that are no maps is refused where Kyverno takes them for some', () => {
    const foreach = {
      list: 'request.object.spec.containers[].image',
      elementScope: true,
      deny: { conditions: { all: [{ key: '{{ element }}', operator: 'NotEquals', value: 'a' }] } },
    };
    expect(expressionOf({ foreach: [foreach] })).toBe('refused: foreach: elementScope');
  });
});
