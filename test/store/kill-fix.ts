// Part of `npm run test:kills`: kills `writ fix --write` over many files, and `writ fix --undo`, at random moments with
// SIGKILL. Each file is then as it was or as it should be, what was written is recorded, and one --undo brings all back.
// Flags: --kills N (100), --files N (200), --seed N.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
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
const never: Moment = { after: 'its beginning', milliseconds: 600_000 };

mkdirSync(shop);
for (let file = 0; file < Number(values.files); file++)
  writeFileSync(join(shop, `app-${file}.yaml`), randomFile(choose));
const before = contents();

/** What is written when nobody kills it, and how long it takes, all of it and the writing alone. */
const first = await timed(write());
const after = contents();
const [known] = await records();
const second = await timed(['fix', '--undo', known?.id ?? '', ...store]);
if (isSame(before, after)) faults.push('nothing of the files can be repaired');
if (!isSame(contents(), before)) faults.push('what was written did not come back');

for (let life = 0; life < Number(values.kills); life++) {
  const killed = await live(write(), moment(life, first));
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

/** When somebody is killed: milliseconds after it began, or after it first changed a file. */
interface Moment {
  readonly after: 'its beginning' | 'its first change';
  readonly milliseconds: number;
}

interface Lasting {
  readonly whole: number;
  readonly writing: number;
}

/** Two of three while it writes, which takes the least of its time. */
function moment(life: number, { whole, writing }: Lasting): Moment {
  const share = choose(1000) / 1000;
  return life % 3 === 0
    ? { after: 'its beginning', milliseconds: share * whole }
    : { after: 'its first change', milliseconds: share * writing };
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
    if (await live(['fix', '--undo', id, ...store], moment(life + 1, second))) counts.undoing++;
  }
  await live(['fix', '--undo', id, ...store], never);
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

async function timed(args: readonly string[]): Promise<Lasting> {
  const begun = performance.now();
  const changed = firstChange();
  await live(args, never);
  const ended = performance.now();
  return { whole: ended - begun, writing: ended - (await changed) };
}

/** When a file is first changed from now on. */
function firstChange(): Promise<number> {
  return new Promise((done) => {
    const watching = watch(shop, () => {
      watching.close();
      done(performance.now());
    });
    watching.unref();
  });
}

/** Whether it was killed before it came to its end. */
async function live(args: readonly string[], { after: from, milliseconds }: Moment): Promise<boolean> {
  const begin = from === 'its first change' ? firstChange() : Promise.resolve();
  const child = spawn(process.execPath, [program, ...args], { env: environment, stdio: 'ignore' });
  const ended = new Promise<boolean>(
    (done) => void child.once('close', (_, signal) => done(signal !== null)),
  );
  const due = begin.then(() => wait(milliseconds, undefined, { ref: false }));
  await Promise.race([due, ended]);
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
