// Kills a process that records, at random moments: what it said was stored is there, and the file opens.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';

const kills = process.env['WRIT_LONG'] === undefined ? 10 : 100;

/** Runs the recorder for a while and kills it; gives what it said. */
async function killedAfter(milliseconds: number, file: string, life: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['test/store/recorder.ts', file, String(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      resolve();
    });
  });
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()));
  // Half of them while they start, for the file is made and brought up to date then.
  if (life % 2 === 0) await begun;
  await wait(milliseconds);
  child.kill('SIGKILL');
  await ended;
  // A line that was cut was not said.
  return said.split('\n').slice(0, -1);
}

function isSound(file: string): boolean {
  const database = new DatabaseSync(file);
  const row = database.prepare('PRAGMA integrity_check').get();
  database.close();
  return row?.['integrity_check'] === 'ok';
}

test(
  `a process that is killed ${kills} times loses nothing that it said was stored`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'writ-killed-'));
    const file = join(folder, 'store.db');
    const runs = new Map<number, string>();
    const exceptions = new Set<string>();
    let last: { readonly sequence: number; readonly digest: string } | null = null;
    for (let life = 0; life < kills; life++) {
      for (const line of await killedAfter(Math.random() * 500, file, life)) {
        const [what, id = '', mark = ''] = line.split(' ');
        if (what === 'run') runs.set(Number(id), mark);
        if (what === 'exception') exceptions.add(id);
      }
      if (!existsSync(file)) continue;
      const store = openSqliteStore(file);
      const stored = new Map((await store.findings.runs(null, 100_000)).map((run) => [run.id, run]));
      for (const [id, target] of runs)
        expect(stored.get(id)).toMatchObject({ target, opened: 2000, open: 2000 });
      const counts = await Promise.all(
        [...stored.values()].map(({ target }) => store.findings.countOpen(target, 'rule')),
      );
      expect(counts.every(([count]) => count?.open === 2000)).toBe(true);
      const ids = new Set((await store.exceptions.list()).map(({ id }) => id));
      expect([...exceptions].filter((id) => !ids.has(id))).toEqual([]);
      const verdict = await store.audit.verify(last);
      expect(verdict).toEqual({ entries: stored.size + ids.size, last: verdict.last, broken: null });
      last = verdict.last;
      await store.close();
      expect(isSound(file)).toBe(true);
      if (existsSync(`${file}.copy`)) expect(isSound(`${file}.copy`)).toBe(true);
    }
    expect(runs.size).toBeGreaterThan(0);
    rmSync(folder, { recursive: true });
  },
  kills * 30_000,
);

test('processes that open a store that is not there yet make one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'writ-race-'));
  const file = join(folder, 'store.db');
  const said = await Promise.all([0, 2, 4, 6].map((life) => killedAfter(100, file, life)));
  expect(said.map(([first]) => first)).toEqual(['opened', 'opened', 'opened', 'opened']);
  expect(isSound(file)).toBe(true);
  rmSync(folder, { recursive: true });
});
