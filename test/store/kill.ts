// `npm run test:kills`: kills `writ check --record`, `writ report --record` and `writ exception create` at random moments
// with SIGKILL. What they said was stored must be there, whole; what they did not say is there whole or not at all.
// Flags: --kills N (100), --seed N.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Run, Store } from '../../src/operations/store-port.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { environment, program } from '../program.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
  },
});
const random = randomBy(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'writ-kills-'));
const [shop, store] = [join(folder, 'shop'), join(folder, 'store.db')];

/** What was said to be stored, as it was said. */
const said = { runs: new Map<number, string>(), exceptions: new Set<string>() };
const counts = { killed: 0, before: 0, after: 0, finished: 0, unsaid: 0 };
const faults: string[] = [];
let audited: { readonly sequence: number; readonly digest: string } | null = null;

const files = 10;
mkdirSync(shop);
for (let file = 0; file < files; file++) writeFileSync(join(shop, `app-${file}.yaml`), manifests(file, 0));
const usual = await lifetimes();
for (let life = 0; life < Number(values.kills); life++) {
  // Something is broken and something repaired from one life to the next.
  writeFileSync(join(shop, `app-${life % files}.yaml`), manifests(life % files, life));
  const args = commandOf(life);
  const name = args[0] ?? '';
  const whole = usual.get(name) ?? 1000;
  // Every other one in its last third, where it stores.
  const share = life % 2 === 0 ? random() : 0.66 + random() / 2.5;
  const heard = await live(args, share * whole);
  // A machine that others use is now slower, now faster.
  usual.set(name, whole * (heard.wasKilled ? 1.04 : 0.9));
  note(heard);
  await verify(life);
}
rmSync(folder, { recursive: true });
for (const fault of faults) console.error(`FAULT  ${fault}`);
const { killed, before, after, finished, unsaid } = counts;
console.log(
  `--seed ${values.seed}: ${killed} killed (${before} before they said anything, ${after} after), ${finished} came to their end first; ` +
    `${said.runs.size} runs and ${said.exceptions.size} exceptions were said to be stored, ${unsaid} were stored whole before they could say so; ${faults.length} lost or broken`,
);
process.exitCode = faults.length > 0 || said.runs.size === 0 ? 1 : 0;

function commandOf(life: number): readonly string[] {
  const kept = ['--store', store];
  if (life % 5 === 4) {
    const about = [
      '--names',
      `app-${life}`,
      '--approver',
      'jane',
      '--until',
      '2099-01-31',
      '--reason',
      'a test',
    ];
    return ['exception', 'create', '--rules', 'host-pid', ...about, ...kept];
  }
  const flags = ['--record', '--profile', 'all', '--format', 'json', '--output', join(folder, 'out.json')];
  return [life % 2 === 0 ? 'check' : 'report', shop, ...flags, ...kept];
}

/** Milliseconds that each command takes when nobody kills it. */
async function lifetimes(): Promise<Map<string, number>> {
  const taken = new Map<string, number>();
  for (const life of [0, 1, 4]) {
    const args = commandOf(life);
    const begun = performance.now();
    note(await live(args, 600_000));
    taken.set(args[0] ?? '', performance.now() - begun);
  }
  await verify(-1);
  return taken;
}

interface Heard {
  readonly text: string;
  readonly wasKilled: boolean;
}

async function live(args: readonly string[], milliseconds: number): Promise<Heard> {
  const child = spawn(process.execPath, [program, ...args], { env: environment });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (text += chunk.toString()));
  const ended = new Promise<boolean>(
    (done) => void child.once('close', (_, signal) => done(signal !== null)),
  );
  await Promise.race([wait(milliseconds, undefined, { ref: false }), ended]);
  child.kill('SIGKILL');
  return { text, wasKilled: await ended };
}

/** Keeps what was said; a line that was cut was not said. */
function note({ text, wasKilled }: Heard): void {
  const lines = text.split('\n').slice(0, -1);
  const kept = lines.filter((line) => {
    const run = /recorded run (\d+) of .*?: (\d+ open, \d+ opened, \d+ reopened, \d+ fixed)$/.exec(line);
    const exception = /^created {2}([0-9a-f]+) /.exec(line);
    if (run !== null) said.runs.set(Number(run[1]), run[2] ?? '');
    if (exception !== null) said.exceptions.add(exception[1] ?? '');
    return run !== null || exception !== null;
  });
  if (!wasKilled) counts.finished++;
  else {
    counts.killed++;
    if (kept.length > 0) counts.after++;
    else counts.before++;
  }
}

async function verify(life: number): Promise<void> {
  const opened = openSqliteStore(store);
  const wrong = [...(await lostRuns(opened)), ...(await lostActs(opened))];
  await opened.close();
  const database = new DatabaseSync(store);
  const integrity = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  database.close();
  if (integrity !== 'ok') wrong.push(String(integrity));
  faults.push(...wrong.map((fault) => `life ${life}: ${fault}`));
}

async function lostRuns({ findings }: Store): Promise<readonly string[]> {
  const runs = await findings.runs(shop, 100_000);
  const stored = new Map(runs.map((run) => [run.id, told(run)]));
  counts.unsaid = stored.size - said.runs.size;
  const lost = [...said.runs].filter(([id, text]) => stored.get(id) !== text);
  // The last run's count and the findings themselves were stored together, or neither was.
  const open = (await findings.openPrints(shop)).length;
  const [last] = runs;
  return [
    ...lost.map(([id, text]) => `run ${id} said “${text}”, stored is “${stored.get(id)}”`),
    ...(last === undefined || last.open === open
      ? []
      : [`run ${last.id} counts ${last.open}, open are ${open}`]),
  ];
}

async function lostActs({ exceptions, audit, findings }: Store): Promise<readonly string[]> {
  const ids = (await exceptions.list()).map(({ id }) => id);
  const lost = [...said.exceptions].filter((id) => !ids.some((one) => one.startsWith(id)));
  const acts = (await findings.runs(shop, 100_000)).length + ids.length;
  const { entries, broken, last } = await audit.verify(audited);
  audited = last;
  return [
    ...lost.map((id) => `exception ${id} is lost`),
    ...(broken === null && entries === acts ? [] : [`the audit log has ${entries} entries for ${acts} acts`]),
  ];
}

function told({ open, opened, reopened, fixed }: Run): string {
  return `${open} open, ${opened} opened, ${reopened} reopened, ${fixed} fixed`;
}

function manifests(file: number, state: number): string {
  return Array.from({ length: 10 }, (_, index) => {
    const name = `app-${file}-${index}`;
    const security = (state + index) % 3 === 0 ? '{ privileged: true }' : '{ readOnlyRootFilesystem: true }';
    return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: team-${file} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: app, image: "registry.example/app:1", securityContext: ${security} }]
`;
  }).join('---\n');
}

function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
