import type { Context } from '../operation.ts';
import type { Store } from '../store-port.ts';

/** Runs something with the store at a place, which is made where there is none, and closes it. */
export async function withStore<T>(
  place: string | null,
  context: Context,
  run: (store: Store) => Promise<T>,
): Promise<T> {
  return closing(await context.openStore(place), run);
}

/**
 * The same with a store that is there: whoever asks what is in it has mistaken its place otherwise.
 * @throws {WritError} `STORE_UNUSABLE`
 */
export async function withKnownStore<T>(
  place: string | null,
  context: Context,
  run: (store: Store) => Promise<T>,
): Promise<T> {
  return closing(await context.openStore(place, 'must exist'), run);
}

async function closing<T>(store: Store, run: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

/** Who does something now, as the store keeps it. */
export function madeBy(context: Pick<Context, 'now' | 'user'>): { readonly at: number; readonly by: string } {
  return { at: Number(context.now() / 1_000_000n), by: context.user() };
}
