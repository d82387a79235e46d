import type { AuditListResult } from '../operations/audit-list.ts';
import type { AuditVerifyResult } from '../operations/audit-verify.ts';
import type { StoreBackupResult } from '../operations/store-backup.ts';
import type { StoreMigrateResult } from '../operations/store-migrate.ts';
import type { StoreNoticesResult } from '../operations/store-notices.ts';
import type { AuditEntry, Undelivered } from '../operations/store-port.ts';
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
  return entries.map((entry) => entryText(entry, style)).join('');
}

/** Who did what when, and below it on what and by what; digests are cut, `--format json` has them whole. */
function entryText({ sequence, at, by, action, subject, detail }: AuditEntry, style: Style): string {
  const details = Object.entries(detail).map(([key, value]) => `${key}=${shortened(value)}`);
  const head = `${sequence}  ${style.dim(new Date(at).toISOString())}  ${printable(by)}  ${style.bold(printable(action))}  ${printable(subject)}\n`;
  return details.length === 0 ? head : `${head}    ${style.dim(printable(details.join('  ')))}\n`;
}

function shortened(value: AuditEntry['detail'][string]): string {
  if (value === null) return 'none';
  const text = String(value);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}

/** Messages that have not arrived, a line each and below it why. */
export function storeNoticesText({ notices }: StoreNoticesResult, style: Style): string {
  if (notices.length === 0) return 'no message waits, and none was given up\n';
  return notices.map((notice) => noticeText(notice, style)).join('');
}

function noticeText({ channel, target, total, tries, due, why }: Undelivered, style: Style): string {
  const findings = `${total} ${total === 1 ? 'finding' : 'findings'}`;
  const tried = `tried ${tries === 1 ? 'once' : `${tries} times`}`;
  const state =
    due === null
      ? style.red('given up')
      : `${style.yellow('waits')}  ${tries === 0 ? 'not tried yet' : `until ${new Date(due).toISOString()}`}`;
  const reason =
    why === null
      ? ''
      : `    ${printable(why)}${due === null ? `; ${tried}, the next run with --notify tells of its findings anew` : `; ${tried}`}\n`;
  return `${state}  ${style.bold(printable(channel))}  ${findings} in ${printable(target)}\n${reason}`;
}

/** Whether the log is what was written, and its anchor. */
export function auditVerifyText({ entries, last, broken }: AuditVerifyResult, style: Style): string {
  if (broken !== null) return `${style.red('broken')}  entry ${broken.sequence}: ${broken.why}\n`;
  const anchor = last === null ? '' : `, ending with ${last.sequence}:${last.digest}`;
  return `${style.green('intact')}  ${entries} ${entries === 1 ? 'entry' : 'entries'}${anchor}\n`;
}
