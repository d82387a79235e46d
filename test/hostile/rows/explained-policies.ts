import type { Row } from '../row.ts';

interface Parts {
  readonly expression?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly apiVersion?: string;
  /** In place of the spec that the other parts make. */
  readonly spec?: string;
  readonly copies?: number;
}

/** A file with a policy of these parts. */
function policy(parts: Parts): () => Readonly<Record<string, string>> {
  const { expression = 'true', variables = {}, apiVersion = 'policies.kyverno.io/v1', copies = 1 } = parts;
  const spec = {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
    variables: Object.entries(variables).map(([name, text]) => ({ name, expression: text })),
    validations: [{ expression, message: 'no' }],
  };
  const text = `apiVersion: ${apiVersion}
kind: ValidatingPolicy
metadata: { name: theirs }
spec: ${parts.spec ?? JSON.stringify(spec)}
`;
  return () => ({ 'policy.yaml': Array.from({ length: copies }, () => text).join('---\n') });
}

const explain = { args: ['explain', '.'], rest: false } as const;

function doubling(steps: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: steps }, (_, index) => `v${index}`);
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      index === 0 ? 'object.spec' : `[variables.v${index - 1}, variables.v${index - 1}]`,
    ]),
  );
}

/** Policies of somebody who means harm, to be said in words. */
export const explainedPolicies: readonly Row[] = [
  {
    ...explain,
    name: 'a policy of endless macros',
    files: policy({ expression: `${'object.spec.x.all(y, '.repeat(80)}true${')'.repeat(80)}` }),
    exit: 0,
    says: /ValidatingPolicy\/theirs/,
  },
  {
    ...explain,
    name: 'a policy whose expression has ten million characters',
    files: () => ({
      'policy.json': JSON.stringify({
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'ValidatingPolicy',
        metadata: { name: 'theirs' },
        spec: { validations: [{ expression: `object.metadata.name == "${'a'.repeat(10_000_000)}"` }] },
      }),
    }),
    exit: 3,
    says: /is no CEL that can be read/,
  },
  {
    ...explain,
    name: 'a policy whose variables double at every step',
    files: policy({ variables: doubling(80), expression: 'variables.v79 == []' }),
    exit: 0,
    says: /The variable `v/,
  },
  {
    ...explain,
    name: 'a policy whose variables read each other in a circle',
    files: policy({ variables: { a: 'variables.b', b: 'variables.a' }, expression: 'variables.a == 1' }),
    exit: 3,
    says: /no cluster would take/,
  },
  {
    ...explain,
    name: 'a policy of a version that nobody serves',
    files: policy({ apiVersion: 'policies.kyverno.io/v99' }),
    exit: 3,
    says: /nobody here knows a ValidatingPolicy of policies\.kyverno\.io\/v99/,
  },
  {
    ...explain,
    name: 'a policy whose spec is a number',
    files: policy({ spec: '1' }),
    exit: 3,
    says: /no policy that could be judged/,
  },
  {
    ...explain,
    name: 'two policies of one name',
    files: policy({ copies: 2 }),
    exit: 3,
    says: /there is another ValidatingPolicy\/theirs/,
  },
];
