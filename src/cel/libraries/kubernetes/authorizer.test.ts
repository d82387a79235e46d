import { describe, expect, test } from 'vitest';
import { check } from '../../check/check.ts';
import { compile } from '../../compile/compile.ts';
import { Frame } from '../../compile/frame.ts';
import { kubernetes } from '../../environment/kubernetes.ts';
import { parse } from '../../parse/parse.ts';
import { CelError } from '../../value/cel-error.ts';
import type { Value } from '../../value/value.ts';
import { authorizerOfRequest, requestResource } from './authorizer.ts';
import type { AuthorizationRequest, AuthorizerPort } from './authorizer.ts';

const environment = kubernetes(36);
const target = { group: 'apps', resource: 'deployments', subresource: '', namespace: 'shop', name: 'web' };
const bindings = {
  authorizer: authorizerOfRequest,
  'authorizer.requestResource': requestResource(target),
};

function evaluate(
  text: string,
  authorizer: AuthorizerPort | null,
): { readonly value: Value; readonly cost: number } {
  const { tree } = parse(text);
  const { problems, types } = check(tree, environment);
  expect(problems).toEqual([]);
  const frame = new Frame(environment, bindings, { authorizer });
  return { value: compile(tree, environment, { form: 'cost', types }).evaluate(frame), cost: frame.cost };
}

/** What the port is asked by an expression. */
function asked(text: string): AuthorizationRequest | undefined {
  let request: AuthorizationRequest | undefined;
  evaluate(text, {
    authorize(given) {
      request = given;
      return { allowed: true, reason: '', error: null };
    },
  });
  return request;
}

describe('authorizer', () => {
  test('asks its port for what the expression says', () => {
    expect(
      asked(
        "authorizer.serviceAccount('shop', 'bot').group('apps').resource('deployments').subresource('scale').namespace('shop').name('web').fieldSelector('a=b').labelSelector('c').check('update').allowed()",
      ),
    ).toEqual({
      verb: 'update',
      serviceAccount: { namespace: 'shop', name: 'bot' },
      path: null,
      group: 'apps',
      resource: 'deployments',
      subresource: 'scale',
      namespace: 'shop',
      name: 'web',
      fieldSelector: 'a=b',
      labelSelector: 'c',
    });
    expect(asked("authorizer.path('/healthz').check('get').allowed()")).toMatchObject({
      verb: 'get',
      path: '/healthz',
    });
    expect(asked("authorizer.requestResource.check('delete').allowed()")).toMatchObject({
      ...target,
      verb: 'delete',
      serviceAccount: null,
    });
  });

  test('tells what the port answers', () => {
    const port: AuthorizerPort = {
      authorize: () => ({ allowed: false, reason: 'no', error: 'down' }),
    };
    const answer = (name: string): Value =>
      evaluate(`authorizer.path('/').check('get').${name}()`, port).value;
    expect(['allowed', 'reason', 'errored', 'error'].map(answer)).toEqual([false, 'no', true, 'down']);
  });

  test('is not evaluable where there is nobody to ask', () => {
    const { value } = evaluate("authorizer.path('/').check('get').allowed()", null);
    expect(value).toEqual(new CelError('not evaluable: there is no authorizer to ask'));
  });

  test('refuses what can be no path, resource or service account', () => {
    const message = (text: string): Value => evaluate(text, null).value;
    expect(message("authorizer.path(' ').check('get').allowed()")).toEqual(
      new CelError('path must not be empty'),
    );
    expect(message("authorizer.group('').resource('').check('get').allowed()")).toEqual(
      new CelError('resource must not be empty'),
    );
    expect(message("authorizer.serviceAccount('a', 'B').path('/').check('get').allowed()")).toEqual(
      new CelError('Invalid service account name'),
    );
  });

  test('has so high a price that two checks are the most', () => {
    const port: AuthorizerPort = {
      authorize: () => ({ allowed: true, reason: '', error: null }),
    };
    const check = "authorizer.path('/').check('get').allowed()";
    expect(evaluate(check, port).cost).toBe(350_003);
    expect(evaluate(`${check} && ${check}`, port).value).toBe(true);
    expect(evaluate(`${check} && ${check} && ${check}`, port).value).toEqual(
      new CelError('operation cancelled: actual cost limit exceeded'),
    );
  });
});
