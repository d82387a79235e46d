// Part of `npm run test:kills`: kills `writ fix --write` over many files, and `writ fix --undo`, at random moments with
// SIGKILL. Each file is then as it was or as it should be, what was written is recorded, and one --undo brings all back.
// Flags: --kills N (100), --files N (200), --seed N.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { AuditAnchor, UndoRecord } from '../../src/operations/store-port.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { choosing, randomFile } from '../fix/random-manifest.ts';
import { environment, program } from '../program.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    files: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
  },
});
const choose = choosing(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'writ-kill-fix-'));
const [shop, place] = [join(folder, 'shop'), join(folder, 'store.db')];
const store = ['--store', place];
const counts = { untouched: 0, partly: 0, wholly: 0, undoing: 0, finished: 0 };
const faults: string[] = [];
let anchor: AuditAnchor | null = null;

mkdirSync(shop);
for (let file = 0; file < Number(values.files); file++)
  writeFileSync(join(shop, `app-${file}.yaml`), randomFile(choose));
const before = contents();

/** What is written when nobody kills it, and how long that takes. */
let lasts = 0;
const first = await timed(write());
const after = contents();
const [known] = await records();
await live(['fix', '--undo', known?.id ?? '', ...store], 600_000);
let undoLasts = first / 2;
if (isSame(before, after)) faults.push('nothing of the files can be repaired');
if (!isSame(contents(), before)) faults.push('what was written did not come back');

lasts = first;
for (let life = 0; life < Number(values.kills); life++) {
  const killed = await live(write(), moment(lasts));
  lasts *= killed ? 1.03 : 0.9;
  if (!killed) counts.finished++;
  await look(life);
}
rmSync(folder, { recursive: true });
for (const fault of faults) console.error(`FAULT  ${fault}`);
const { untouched, partly, wholly, undoing, finished } = counts;
console.log(
  `--seed ${values.seed}: of ${values.kills} fixes of ${Object.keys(before).length} files ${finished} came to their end first; killed were ` +
    `${untouched} before they wrote, ${partly} amid their files, ${wholly - finished} when all were written; ${undoing} were killed again while they were taken back; ${faults.length} lost or broken`,
);
// Of a few, none may have hit the moment in which files are written.
process.exitCode = faults.length > 0 || (partly === 0 && Number(values.kills) > 50) ? 1 : 0;

/** Every other one in its last third, where it writes. */
function moment(whole: number): number {
  return whole * (choose(2) === 0 ? choose(1000) / 1000 : 0.6 + choose(500) / 1000);
}

function write(): readonly string[] {
  return ['fix', shop, '--risk', 'high', '--write', '--profile', 'baseline', ...store];
}

/** Looks at what a life left behind, and takes it back. */
async function look(life: number): Promise<void> {
  const found = contents();
  const names = Object.keys(before);
  const odd = names.filter((name) => found[name] !== before[name] && found[name] !== after[name]);
  for (const name of odd) faults.push(`life ${life}: ${name} is neither what it was nor what it should be`);
  const changed = names.filter((name) => found[name] !== before[name]);
  const all = names.filter((name) => after[name] !== before[name]).length;
  counts[changed.length === 0 ? 'untouched' : changed.length === all ? 'wholly' : 'partly']++;
  const open = (await records()).find(({ undone }) => undone === null);
  if (open === undefined && changed.length > 0)
    faults.push(`life ${life}: nothing tells how to take it back`);
  if (open !== undefined) await takeBack(open, life);
  if (!isSame(contents(), before)) faults.push(`life ${life}: not all came back`);
  await verify(life);
}

/** Takes back what was written; one in three is killed, and begun again. */
async function takeBack({ id }: UndoRecord, life: number): Promise<void> {
  if (life % 3 === 0) {
    const killed = await live(['fix', '--undo', id, ...store], moment(undoLasts));
    if (killed) counts.undoing++;
    undoLasts *= killed ? 1.03 : 0.9;
  }
  await live(['fix', '--undo', id, ...store], 600_000);
}

async function verify(life: number): Promise<void> {
  const opened = openSqliteStore(place);
  const { broken, last } = await opened.audit.verify(anchor);
  const undone = (await opened.undo.list(100_000)).filter((record) => record.undone === null);
  await opened.close();
  anchor = last;
  if (broken !== null) faults.push(`life ${life}: the audit log is broken: ${broken.why}`);
  if (undone.length > 0) faults.push(`life ${life}: ${undone.length} records were not taken back`);
}

async function records(): Promise<readonly UndoRecord[]> {
  const opened = openSqliteStore(place);
  const all = await opened.undo.list(100);
  await opened.close();
  return all;
}

async function timed(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  await live(args, 600_000);
  return performance.now() - begun;
}

/** Whether it was killed before it came to its end. */
async function live(args: readonly string[], milliseconds: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...args], { env: environment, stdio: 'ignore' });
  const ended = new Promise<boolean>(
    (done) => void child.once('close', (_, signal) => done(signal !== null)),
  );
  await Promise.race([wait(milliseconds, undefined, { ref: false }), ended]);
  child.kill('SIGKILL');
  return ended;
}

/** Files that are being written have another name. */
function contents(): Readonly<Record<string, string>> {
  const names = readdirSync(shop).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(shop, name), 'utf8')]));
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
