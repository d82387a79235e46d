import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { admit } from '../../src/cel/admission/admit.ts';
import { check } from '../../src/cel/check/check.ts';
import { compile } from '../../src/cel/compile/compile.ts';
import { Frame } from '../../src/cel/compile/frame.ts';
import { kubernetes } from '../../src/cel/environment/kubernetes.ts';
import { authorizerOfRequest, requestResource } from '../../src/cel/libraries/kubernetes/authorizer.ts';
import { parse } from '../../src/cel/parse/parse.ts';
import { CelError } from '../../src/cel/value/cel-error.ts';
import type { Value } from '../../src/cel/value/value.ts';

const suites = process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared');
const file = join(suites, 'data/api-server-1.36/cel-functions.json');
const isMissing = !existsSync(file);
if (isMissing) console.warn(`SKIPPED: what an API server accepts of CEL; ${file} is missing`);

/** An expression that was offered to an API server, in a policy for a ConfigMap. */
interface Offered {
  readonly expression: string;
  readonly accepted: boolean;
  /** `true`, or how the request was denied. */
  readonly result?: string;
}

const environment = kubernetes(36);
const kind = { group: '', version: 'v1', kind: 'ConfigMap' };
const resource = { group: '', version: 'v1', resource: 'configmaps' };

/** The request that the expressions were judged with: a dry run by an administrator. */
const bindings: Readonly<Record<string, Value>> = {
  object: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cm', namespace: 'default', labels: { exp: 'f1' } },
    data: { a: 'b' },
  },
  oldObject: null,
  request: {
    kind,
    resource,
    requestKind: kind,
    requestResource: resource,
    name: 'cm',
    namespace: 'default',
    operation: 'CREATE',
    userInfo: { username: 'admin', groups: ['system:masters', 'system:authenticated'] },
    dryRun: true,
    options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
  },
  namespaceObject: { metadata: { name: 'default', labels: { 'kubernetes.io/metadata.name': 'default' } } },
  authorizer: authorizerOfRequest,
  'authorizer.requestResource': requestResource({
    ...resource,
    subresource: '',
    namespace: 'default',
    name: 'cm',
  }),
};

/** An administrator may do everything, a service account nothing. */
const authorizer = {
  authorize: ({ serviceAccount }: { readonly serviceAccount: unknown }) => ({
    allowed: serviceAccount === null,
    reason: '',
    error: null,
  }),
};

function evaluate(text: string): Value {
  const { tree } = parse(text);
  const { types } = check(tree, environment);
  return compile(tree, environment, { form: 'cost', types }).evaluate(
    new Frame(environment, bindings, { authorizer }),
  );
}

/** Whether a denial's words are what a value would be denied with. */
function denies(denial: string, value: Value): boolean {
  return value instanceof CelError
    ? denial.endsWith(`resulted in error: ${value.message}`)
    : value === false && denial.endsWith(': FALSE');
}

describe.skipIf(isMissing)('kubernetes 1.36', () => {
  const offered = isMissing ? [] : (JSON.parse(readFileSync(file, 'utf8')) as readonly Offered[]);

  test('there are 230 expressions', () => {
    expect(offered).toHaveLength(230);
  });

  test.each(offered)('$expression', ({ expression, accepted, result }) => {
    const problems = admit({ validations: [{ expression }] }, environment);
    if (!accepted) {
      expect(problems).not.toEqual([]);
      return;
    }
    expect(problems).toEqual([]);
    const value = evaluate(expression);
    if (result === 'true') expect(value).toBe(true);
    else expect(denies(result ?? '', value)).toBe(true);
  });
});
