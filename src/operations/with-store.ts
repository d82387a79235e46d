import type { Context } from './operation.ts';
import type { Store } from './store-port.ts';

/** Runs something with the store at a place, and closes it. */
export async function withStore<T>(
  place: string | null,
  context: Context,
  run: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await context.openStore(place);
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
