import { hash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ChannelName, Notice } from '../operations/notify-port.ts';
import type { Claimed, Made, News, Notices, Undelivered } from '../operations/store-port.ts';
import { appendAudit } from './audit-log.ts';
import { inTransaction, reported } from './database.ts';

/** How many findings a message holds; what it is about beyond that is only counted. */
const held = 100;

/** The messages of an open store. */
export function notices(database: DatabaseSync, file: string): Notices {
  const within = async <T>(run: () => T): Promise<T> => reported(file, () => inTransaction(database, run));
  return {
    add: (news) => within(() => add(database, news)),
    claim: (channels, at, until) => within(() => claim(database, channels, { at, until })),
    sent: (id, made) => within(() => end(database, { id, made, state: 'sent', why: null })),
    failed: (id, why, due, made) =>
      within(() => {
        if (due === null) return giveUp(database, { id, made, why });
        const sql =
          "UPDATE notices SET tries = tries + 1, due = ?, why = ? WHERE id = ? AND state = 'waiting'";
        database.prepare(sql).run(due, why, id);
      }),
    undelivered: async (limit) => reported(file, () => undelivered(database, limit)),
    waiting: async () =>
      reported(file, () =>
        database
          .prepare(
            "SELECT channel, count(*) AS count, min(due) AS due FROM notices WHERE state = 'waiting' GROUP BY channel ORDER BY channel",
          )
          .all()
          .map((row) => ({
            channel: String(row['channel']),
            count: Number(row['count']),
            due: Number(row['due']),
          })),
      ),
  };
}

function undelivered(database: DatabaseSync, limit: number): readonly Undelivered[] {
  const sql = `SELECT id, channel, target, notice, at, tries, due, why FROM notices WHERE state <> 'sent'
    ORDER BY due IS NULL, due, at DESC, rowid LIMIT ?`;
  return database
    .prepare(sql)
    .all(limit)
    .map((row) => ({
      id: String(row['id']),
      channel: String(row['channel']),
      target: String(row['target']),
      at: Number(row['at']),
      total: (JSON.parse(String(row['notice'])) as Notice).total,
      tries: Number(row['tries']),
      due: row['due'] === null ? null : Number(row['due']),
      why: row['why'] === null ? null : String(row['why']),
    }));
}

function add(
  database: DatabaseSync,
  { channel, target, organization, at, by, whole, findings }: News,
): Notice | null {
  if (whole) forget(database, { channel, target, found: findings.map(({ fingerprint }) => fingerprint) });
  const isTold = database.prepare('SELECT 1 FROM told WHERE channel = ? AND target = ? AND fingerprint = ?');
  const news = findings.filter(({ fingerprint }) => isTold.get(channel, target, fingerprint) === undefined);
  if (news.length === 0) return null;
  const id = randomUUID();
  const notice = { id, at, target, organization, total: news.length, findings: news.slice(0, held) };
  database
    .prepare('INSERT INTO notices (id, channel, target, notice, at, due) VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, channel, target, JSON.stringify(notice), at, at);
  const tell = database.prepare('INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?)');
  for (const { fingerprint } of news) tell.run(channel, target, fingerprint, id);
  const detail = { channel, target, findings: news.length, notice: hash('sha256', JSON.stringify(notice)) };
  appendAudit(database, { at, by, action: 'notice.add', subject: id, detail });
  return notice;
}

/** What is gone is told again when it is back. */
function forget(
  database: DatabaseSync,
  {
    channel,
    target,
    found,
  }: { readonly channel: string; readonly target: string; readonly found: readonly string[] },
): void {
  database
    .prepare(
      'DELETE FROM told WHERE channel = ? AND target = ? AND fingerprint NOT IN (SELECT value FROM json_each(?))',
    )
    .run(channel, target, JSON.stringify(found));
}

function claim(
  database: DatabaseSync,
  channels: readonly ChannelName[],
  { at, until }: { readonly at: number; readonly until: number },
): Claimed | null {
  const row = database
    .prepare(
      `SELECT id, channel, notice, tries FROM notices WHERE state = 'waiting' AND due <= ?
       AND channel IN (SELECT value FROM json_each(?)) ORDER BY at, rowid LIMIT 1`,
    )
    .get(at, JSON.stringify(channels));
  if (row === undefined) return null;
  database.prepare('UPDATE notices SET due = ? WHERE id = ?').run(until, String(row['id']));
  return {
    channel: row['channel'] as ChannelName,
    notice: JSON.parse(String(row['notice'])) as Notice,
    tries: Number(row['tries']),
  };
}

interface Ended {
  readonly id: string;
  readonly made: Made;
  readonly state: 'sent' | 'dead';
  readonly why: string | null;
}

function end(database: DatabaseSync, { id, made, state, why }: Ended): void {
  const sql =
    "UPDATE notices SET tries = tries + 1, state = ?, why = ?, due = NULL WHERE id = ? AND state = 'waiting'";
  const row = database.prepare('SELECT channel, target, notice FROM notices WHERE id = ?').get(id) ?? {};
  if (database.prepare(sql).run(state, why, id).changes === 0) return;
  // What was sent is kept by those who got it.
  if (state === 'sent') database.prepare("UPDATE notices SET notice = '' WHERE id = ?").run(id);
  const [channel, target] = [String(row['channel']), String(row['target'])];
  const notice = hash('sha256', String(row['notice']));
  const detail = { channel, target, notice, ...(why === null ? {} : { why }) };
  appendAudit(database, { ...made, action: `notice.${state}`, subject: id, detail });
}

function giveUp(database: DatabaseSync, { id, made, why }: Omit<Ended, 'state'>): void {
  end(database, { id, made, state: 'dead', why });
  database.prepare('DELETE FROM told WHERE notice = ?').run(id);
}
