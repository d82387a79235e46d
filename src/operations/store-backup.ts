import { WritError } from '../core/errors.ts';
import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import { madeBy, withKnownStore } from './recording/with-store.ts';

/** Where the copy is, and of what. */
export interface StoreBackupResult {
  readonly store: string;
  readonly file: string;
}

export const storeBackup = defineOperation({
  name: 'store backup',
  summary: 'Copy the store to a file, also while it is in use.',
  effect: 'write',
  paths: { name: 'file', description: 'where the copy goes', required: true },
  parameters: storeParameter,
  examples: [
    ['writ store backup backup.db', 'copies the store as it is now'],
    ['writ store backup backup.db --store shop.db', 'copies another store'],
  ],
  verdict: () => 'clean',

  run: ({ paths, store: place }, context): Promise<StoreBackupResult> =>
    withKnownStore(place, context, async (store) => {
      const [file, ...others] = paths;
      if (file === undefined || file === '' || others.length > 0)
        throw new WritError('USAGE', 'a backup goes to one file', { hint: 'Name one file.' });
      // The copy ends with this entry of the log.
      const [last] = await store.audit.list(1);
      await store.backup(file);
      const detail = { entries: last?.sequence ?? 0, digest: last?.digest ?? null };
      await store.audit.append({ ...madeBy(context), action: 'store.backup', subject: file, detail });
      return { store: store.about.place, file };
    }),
});
