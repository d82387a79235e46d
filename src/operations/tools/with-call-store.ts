import type { AuditDetail, Store } from '../store-port.ts';
import { madeBy } from '../recording/with-store.ts';
import type { ToolContext } from './tool.ts';

/** Runs something with the store where there is one, and closes it. */
export async function withCallStore<T>(
  context: ToolContext,
  run: (store: Store | null) => Promise<T>,
): Promise<T> {
  const store = context.openStore === null ? null : await context.openStore(null);
  try {
    return await run(store);
  } finally {
    await store?.close();
  }
}

/** What a call decided, as the audit log keeps it. */
export interface Decision {
  /** Noun and verb. */
  readonly action: string;
  readonly subject: string;
  readonly detail: AuditDetail;
}

/** Writes down who decided what, where there is a store. */
export async function audit(
  store: Store | null,
  { action, subject, detail }: Decision,
  context: ToolContext,
): Promise<void> {
  await store?.audit.append({ ...madeBy(context), action, subject, detail });
}
