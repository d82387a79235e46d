import type { Library } from '../../library.ts';
import { dyn, opaque, string } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { ask } from './ask.ts';
import { Context, method } from './context.ts';
import type { MethodSignature } from './context.ts';

const contextType = opaque('globalcontext.Context');

const confined = new CelError(
  'failed to get global reference: globalContext.* is not allowed in namespaced policies',
);

const get: MethodSignature['run'] = ([name = null, projection = ''], context) => {
  const otherwise = 'only Kyverno knows its global context';
  const answer = ask(context, { library: 'globalContext.Get', args: [name, projection], otherwise });
  return answer instanceof CelError ? answer : answer.value;
};

function libraryOf(name: string, run: MethodSignature['run']): Library {
  return {
    name,
    functions: method('Get', contextType, [
      { id: 'globalcontext_get_string', params: [string], result: dyn, run },
      { id: 'globalcontext_get_string_string', params: [string, string], result: dyn, run },
    ]),
    constants: { globalContext: { type: contextType, value: new Context('globalcontext.Context') } },
  };
}

/** Kyverno's library of values that it keeps for all policies. */
export const globalContext: Library = libraryOf('kyverno.globalcontext', get);

/** The same as policies of one namespace have it since 1.19: refused. */
export const confinedGlobalContext: Library = libraryOf('kyverno.globalcontext confined', () => confined);
