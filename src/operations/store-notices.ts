import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import type { Undelivered } from './store-port.ts';
import { withKnownStore } from './recording/with-store.ts';

/** Messages that have not arrived. */
export interface StoreNoticesResult {
  readonly notices: readonly Undelivered[];
}

export const storeNotices = defineOperation({
  name: 'store notices',
  summary: 'List messages that have not arrived: those that wait, and those that were given up.',
  effect: 'read',
  paths: null,
  parameters: {
    limit: {
      type: 'number',
      value: 'N',
      default: 50,
      whole: true,
      description: 'how many, what waits first',
    },
    ...storeParameter,
  },
  examples: [
    ['writ store notices', 'lists what waits and what was given up, and why; ends with 1 where there is any'],
    ['writ store notices --store shop.db --format json', 'gives it as JSON'],
  ],
  verdict: ({ notices }: StoreNoticesResult) => (notices.length === 0 ? 'clean' : 'found'),

  run: (input, context): Promise<StoreNoticesResult> =>
    withKnownStore(input.store, context, async ({ notices }) => ({
      notices: await notices.undelivered(input.limit),
    })),
});
