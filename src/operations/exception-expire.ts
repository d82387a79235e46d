import { WritError } from '../core/errors.ts';
import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import type { Store } from './store-port.ts';
import { madeBy, withStore } from './recording/with-store.ts';

/** What was ended. */
export interface ExceptionExpireResult {
  readonly expired: readonly string[];
}

export const exceptionExpire = defineOperation({
  name: 'exception expire',
  summary: 'End exceptions of the store before their day.',
  effect: 'write',
  paths: { name: 'id', description: 'ids of exceptions, or how they begin', required: true },
  parameters: storeParameter,
  examples: [
    ['writ exception expire 3f1c2a', 'ends the exception whose id begins so'],
    ['writ exception expire 3f1c2a --store shop.db', 'ends one of another store'],
  ],
  verdict: () => 'clean',

  run: (input, context): Promise<ExceptionExpireResult> =>
    withStore(input.store, context, async (store) => {
      const ids = await idsOf(store, input.paths);
      for (const id of ids) await store.exceptions.end(id, madeBy(context));
      return { expired: ids };
    }),
});

/** All are looked up before any is ended. */
async function idsOf(store: Store, beginnings: readonly string[]): Promise<readonly string[]> {
  const current = (await store.exceptions.list()).filter(({ ended }) => ended === null);
  return beginnings.map((beginning) => {
    const [found, ...others] = current.filter(({ id }) => beginning !== '' && id.startsWith(beginning));
    if (found === undefined || others.length > 0) {
      const many = found === undefined ? 'no exception that stands begins' : 'several exceptions begin';
      throw new WritError('USAGE', `${many} with \`${beginning}\``, {
        hint: 'List them with `writ exception list`.',
      });
    }
    return found.id;
  });
}
