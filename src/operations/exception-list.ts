import { isPast } from '../core/is-past.ts';
import { defineOperation } from './operation.ts';
import { parseTime } from './parameters/parse-time.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import type { StoredException } from './store-port.ts';
import { withStore } from './recording/with-store.ts';

/** The exceptions of a store, newest first. */
export interface ExceptionListResult {
  readonly exceptions: readonly (StoredException & { readonly state: ExceptionState })[];
}

/** `ended` by somebody, or `expired` because its day is over. */
export type ExceptionState = 'current' | 'ended' | 'expired';

export const exceptionList = defineOperation({
  name: 'exception list',
  summary: 'List the exceptions of the store, also those that are over.',
  effect: 'read',
  paths: null,
  parameters: {
    now: {
      type: 'text',
      value: 'RFC3339',
      description: 'the time at which they are looked at (default: now)',
    },
    ...storeParameter,
  },
  examples: [
    ['writ exception list', 'lists every exception with its state'],
    ['writ exception list --now 2099-01-31 --format json', 'tells which will be over by then'],
  ],
  verdict: () => 'clean',

  run: (input, context): Promise<ExceptionListResult> => {
    const now = input.now === null ? context.now() : parseTime(input.now);
    return withStore(input.store, context, async (store) => {
      const stored = await store.exceptions.list();
      return { exceptions: stored.map((one) => ({ ...one, state: stateOf(one, now) })) };
    });
  },
});

function stateOf({ ended, until }: StoredException, now: bigint): ExceptionState {
  if (ended !== null) return 'ended';
  return isPast(until, now) ? 'expired' : 'current';
}
