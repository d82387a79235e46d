import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { WritError } from '../core/errors.ts';
import { guardStore } from '../operations/recording/guard-store.ts';
import type { Store } from '../operations/store-port.ts';

/** Opens the store that is named, else that of the environment, else the user's own; loaded when it is asked for. */
export async function openStore(
  place: string | null,
  environment: NodeJS.ProcessEnv,
  mustExist?: 'must exist',
): Promise<Store> {
  const file = place ?? stated(environment['WRIT_STORE']) ?? usual(environment);
  if (/^postgres(?:ql)?:/.test(file)) {
    throw new WritError('STORE_UNUSABLE', 'PostgreSQL is no store yet', { hint: 'Name a file.' });
  }
  if (mustExist !== undefined && !existsSync(file)) throw noStore(file);
  const { openSqliteStore } = await quietly(() => import('../store/sqlite-store.ts'));
  return guardStore(openSqliteStore(file));
}

function noStore(file: string): WritError {
  return new WritError('STORE_UNUSABLE', 'there is no store here', {
    where: { file },
    hint: 'What is recorded makes one, such as `writ check --record`; name another with --store or WRIT_STORE.',
  });
}

/** Node 22 warns each user that its SQLite is an experiment; what is used of it is the same in Node 24, which does not. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function usual(environment: NodeJS.ProcessEnv): string {
  const state = stated(environment['XDG_STATE_HOME']) ?? join(homedir(), '.local', 'state');
  return join(state, 'writ', 'store.db');
}

/** A variable that is empty says nothing. */
function stated(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
