import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { admit, kubernetes } from '../../src/cel/index.ts';
import { objectsAt, textAt, type JsonObject } from '../../src/core/json.ts';
import { translateRule } from '../../src/dialects/kyverno-classic/translate-rule.ts';

const suites = join(
  process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared'),
  'conformance/kyverno-classic',
);
const isThere = existsSync(suites);
if (!isThere) console.warn(`The suites of classic Kyverno policies are not in ${suites}: skipped.`);

interface Classic {
  readonly name: string;
  readonly rule: JsonObject;
}

/** The classic rules that validate, of every policy below the folder. */
function classicRules(): readonly Classic[] {
  return globSync(join(suites, '*/**/*.yaml'), { exclude: (file) => file.includes('.kyverno-test') })
    .flatMap((file) =>
      parseAllDocuments(readFileSync(file, 'utf8')).map((each) => each.toJS() as JsonObject | null),
    )
    .flatMap((policy) => (policy?.['kind'] === 'ClusterPolicy' ? [policy] : []))
    .flatMap((policy) =>
      objectsAt(policy, '/spec/rules')
        .filter((rule) => 'validate' in rule)
        .map((rule) => ({
          name: `${textAt(policy, '/metadata/name') ?? ''}#${textAt(rule, '/name') ?? ''}`,
          rule,
        })),
    );
}

describe.skipIf(!isThere)('the rules of the suites', () => {
  const rules = isThere ? classicRules() : [];
  const translated = rules.map(({ name, rule }) => ({
    name,
    result: translateRule(rule, { policy: name, rule: textAt(rule, '/name') ?? '' }),
  }));

  test('are translated but for those that look things up elsewhere', () => {
    const refused = translated.flatMap(({ name, result }) =>
      result.ok ? [] : result.refused.map(({ construct }) => `${name}: ${construct}`),
    );
    expect(refused.toSorted()).toEqual([
      'advanced-restrict-image-registries#validate-corp-registries: context: apiCall',
      'allowed-podpriorities#validate-pod-priority: context: configMap',
      'check-nvidia-gpus#check-nvidia-gpus: context: imageRegistry',
    ]);
  });

  test('are taken by the API server of Kubernetes 1.30 as they are', () => {
    const problems = translated.flatMap(({ name, result }) => {
      if (!result.ok) return [];
      const { conditions: matchConditions, variables, validations } = result;
      return admit({ matchConditions, variables, validations }, kubernetes(30)).map(
        ({ message }) => `${name}: ${message}`,
      );
    });
    expect(problems).toEqual([]);
  });
});

test('the sample policy of the first design says that the reference is there', () => {
  const deny = {
    conditions: {
      any: [{ key: "{{ request.object.spec.resourceGroupNameRef || '' }}", operator: 'Equals', value: '' }],
    },
  };
  const message = 'PostgreSQL servers must reference a ResourceGroup';
  const result = translateRule(
    {
      name: 'deny-postgresql-without-resourcegroup',
      validate: { message, deny: { conditions: deny.conditions.any } },
    },
    { policy: 'p', rule: 'r' },
  );
  expect(result).toMatchObject({
    ok: true,
    conditions: [],
    validations: [
      {
        expression:
          "!(object.?spec.?resourceGroupNameRef.orValue('') in [dyn(''), dyn(null), dyn(false), dyn([]), dyn({})])",
        message,
      },
    ],
  });
});
