import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import { withStore } from './recording/with-store.ts';

/** Where the store is, and what it has become. */
export interface StoreMigrateResult {
  readonly store: string;
  readonly from: number;
  readonly to: number;
}

export const storeMigrate = defineOperation({
  name: 'store migrate',
  summary: 'Make the store, or bring it up to date; any use of it does so, too.',
  effect: 'write',
  paths: null,
  parameters: storeParameter,
  examples: [
    ['writ store migrate', 'brings the store up to date'],
    ['writ store migrate --store shop.db', 'makes a store in a file'],
  ],
  verdict: () => 'clean',

  run: (input, context): Promise<StoreMigrateResult> =>
    withStore(input.store, context, ({ about: { place, from, to } }) =>
      Promise.resolve({ store: place, from, to }),
    ),
});
