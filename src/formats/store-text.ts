import type { AuditListResult } from '../operations/audit-list.ts';
import type { AuditVerifyResult } from '../operations/audit-verify.ts';
import type { StoreBackupResult } from '../operations/store-backup.ts';
import type { StoreMigrateResult } from '../operations/store-migrate.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** What was copied, and where to. */
export function storeBackupText({ store, file }: StoreBackupResult): string {
  return `copied ${printable(store)} to ${printable(file)}\n`;
}

/** What the store has become. */
export function storeMigrateText({ store, from, to }: StoreMigrateResult): string {
  if (from === to) return `${printable(store)} is up to date (step ${to})\n`;
  return from === 0
    ? `made ${printable(store)} (step ${to})\n`
    : `brought ${printable(store)} from step ${from} to ${to}\n`;
}

/** A line an entry, newest first. */
export function auditListText({ entries }: AuditListResult, style: Style): string {
  if (entries.length === 0) return 'nothing was done\n';
  const lines = entries.map(({ sequence, at, by, action, subject, detail }) => {
    const details = Object.entries(detail).map(([key, value]) => `${key}=${value}`);
    const what = printable([action, subject, ...details].join(' '));
    return `${sequence}  ${style.dim(new Date(at).toISOString())}  ${printable(by)}  ${what}\n`;
  });
  return lines.join('');
}

/** Whether the log is what was written, and its anchor. */
export function auditVerifyText({ entries, last, broken }: AuditVerifyResult, style: Style): string {
  if (broken !== null) return `${style.red('broken')}  entry ${broken.sequence}: ${broken.why}\n`;
  const anchor = last === null ? '' : `, ending with ${last.sequence}:${last.digest}`;
  return `${style.green('intact')}  ${entries} ${entries === 1 ? 'entry' : 'entries'}${anchor}\n`;
}
