import type { CallContext } from '../../compile/call-context.ts';
import type { Library } from '../../library.ts';
import { dyn, map, opaque, string } from '../../type.ts';
import { CelError, NotEvaluable } from '../../value/cel-error.ts';
import type { Value } from '../../value/value.ts';
import { ask } from './ask.ts';
import { Context, method } from './context.ts';
import type { MethodSignature } from './context.ts';
import { withDoubles } from './with-doubles.ts';

const contextType = opaque('http.Context');
const texts = map(string, string);

/** What requests are made with: `http`, or a client that trusts a CA of its own. */
class Client extends Context {
  readonly authority: string | null;

  constructor(authority: string | null) {
    super('http.Context');
    this.authority = authority;
  }
}

const noAuthority = new CelError('request failed: failed to parse PEM CA bundle for APICall');

const confined = new CelError(
  'request failed: http calls are not allowed in namespaced policies: set --allowHTTPInNamespacedPolicies to enable',
);

/** The answer to a request. */
function send(library: string, args: readonly Value[], context: CallContext, self: Context): Value {
  const authority = self instanceof Client ? self.authority : null;
  const question = { library, args: [...args, authority], otherwise: 'only a server knows its answer' };
  const answer = ask(context, question);
  return answer instanceof CelError ? answer : withDoubles(answer.value);
}

const get: MethodSignature['run'] = ([url = null, headers = {}], context, self) =>
  send('http.Get', [url, headers], context, self);

const post: MethodSignature['run'] = ([url = null, body = null, headers = {}], context, self) =>
  send('http.Post', [url, body, headers], context, self);

/** The same for a policy that may not ask: it is given only what stands in for an answer. */
function confine(run: MethodSignature['run']): MethodSignature['run'] {
  return (args, context, self) => {
    const answer = run(args, context, self);
    return answer instanceof NotEvaluable ? confined : answer;
  };
}

function clientOf(authority: Value | undefined): Value {
  return typeof authority === 'string' && authority.includes('-----BEGIN CERTIFICATE-----')
    ? new Client(authority)
    : noAuthority;
}

function libraryOf(name: string, as: (run: MethodSignature['run']) => MethodSignature['run']): Library {
  return {
    name,
    functions: [
      ...method('Get', contextType, [
        { id: 'http_get_string', params: [string], result: dyn, run: as(get) },
        { id: 'http_get_string_headers', params: [string, texts], result: dyn, run: as(get) },
      ]),
      ...method('Post', contextType, [
        { id: 'http_post_string_any', params: [string, dyn], result: dyn, run: as(post) },
        { id: 'http_post_string_any_headers', params: [string, dyn, texts], result: dyn, run: as(post) },
      ]),
      ...method('Client', contextType, [
        {
          id: 'http_client_string',
          params: [string],
          result: contextType,
          run: ([authority]) => clientOf(authority),
        },
      ]),
    ],
    constants: { http: { type: contextType, value: new Client(null) } },
  };
}

/** Kyverno's library of requests over HTTP. */
export const http: Library = libraryOf('kyverno.http', (run) => run);

/** The same as policies of one namespace have it since 1.18: off. */
export const confinedHttp: Library = libraryOf('kyverno.http confined', confine);
