import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, type JsonObject } from '../../src/core/json.ts';
import type { AuditAnchor, UndoRecord } from '../../src/operations/store-port.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { environment, program } from '../program.ts';
import { told, type Place } from './fix-place.ts';

const kills = Number(process.env['WRIT_KILLS'] ?? 24);
const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const rules = ['--rules', 'host-pid,privilege-escalation', '--risk', 'high'];

/**
 * Kills whoever changes six Deployments, or takes that back, at random moments with SIGKILL. Each is then as it was or as
 * it should be; what was changed is recorded, and one --undo brings all back.
 */
export async function killLive(place: Place): Promise<string> {
  const { deploy, get, file, store } = place;
  for (const name of names) await deploy(name);
  const all = (): Promise<readonly JsonObject[]> =>
    Promise.all(names.map(async (name) => told(await get(`deployments/${name}`))));
  const before = await all();
  const config = file('own.json', { global: { autoFix: true, autoFixRisk: 'high' } });
  const counts = { untouched: 0, partly: 0, wholly: 0, undoing: 0 };
  let anchor: AuditAnchor | null = null;
  let lasts = 3000;
  for (let life = 0; life < kills; life++) {
    const args = life % 2 === 0 ? ['--write', '--config', config] : await approval(place);
    const wasKilled = await live(place, args, moment(lasts));
    lasts *= wasKilled ? 1.04 : 0.85;
    const changed = (await all()).filter((one) => isChanged(one)).length;
    counts[changed === 0 ? 'untouched' : changed === names.length ? 'wholly' : 'partly']++;
    if (await takenBack(place, { life, changed, lasts })) counts.undoing++;
    assert.deepEqual(await all(), before, `life ${life}: not all came back`);
    anchor = await verified(store, anchor);
  }
  const { untouched, partly, wholly, undoing } = counts;
  return `${kills} killed or at their end first: ${untouched} had changed nothing, ${partly} some, ${wholly} all; ${undoing} killed again while it was taken back`;
}

/** Takes back what a life left behind; gives whether that was killed, too, before it was begun again. */
async function takenBack(
  place: Place,
  { life, changed, lasts }: { readonly life: number; readonly changed: number; readonly lasts: number },
): Promise<boolean> {
  const open = (await records(place.store)).find(({ undone }) => undone === null);
  assert.ok(open !== undefined || changed === 0, `life ${life}: nothing tells how to take it back`);
  if (open === undefined) return false;
  const wasKilled = life % 3 === 0 && (await live(place, ['--undo', open.id], moment(lasts)));
  const again = (await records(place.store)).find(({ id }) => id === open.id);
  if (again?.undone === null) assert.equal((await place.fix('--undo', open.id)).code, 0, `life ${life}`);
  return wasKilled;
}

/** Half of them where changes are sent. */
function moment(whole: number): number {
  return whole * (Math.random() < 0.5 ? Math.random() : 0.6 + Math.random() / 2);
}

async function approval({ fix }: Place): Promise<readonly string[]> {
  const { plan } = await fix(...rules, '--write');
  return ['--approve', plan ?? '', '--reason', 'a test'];
}

/** Either whole, or not at all. */
function isChanged(object: JsonObject): boolean {
  const spec = '/spec/template/spec';
  const isFirst = at(object, `${spec}/hostPID`) === undefined;
  const isSecond = at(object, `${spec}/containers/0/securityContext/allowPrivilegeEscalation`) !== undefined;
  assert.equal(isFirst, isSecond, 'a change is half made');
  return isFirst;
}

async function live(
  { world, namespace, store }: Place,
  args: readonly string[],
  milliseconds: number,
): Promise<boolean> {
  const isNamed = args.includes('--write');
  const where = isNamed ? ['--cluster', '--namespace', namespace, ...rules.slice(0, 2)] : [];
  const child = spawn(process.execPath, [program, 'fix', ...where, ...args, '--store', store], {
    env: { ...environment, KUBECONFIG: world.kubeconfig },
    stdio: 'ignore',
  });
  const ended = new Promise<boolean>(
    (done) => void child.once('close', (_, signal) => done(signal !== null)),
  );
  await Promise.race([sleep(milliseconds, undefined, { ref: false }), ended]);
  child.kill('SIGKILL');
  return ended;
}

async function records(store: string): Promise<readonly UndoRecord[]> {
  const opened = openSqliteStore(store);
  const all = await opened.undo.list(1000);
  await opened.close();
  return all;
}

async function verified(store: string, anchor: AuditAnchor | null): Promise<AuditAnchor | null> {
  const opened = openSqliteStore(store);
  const { broken, last } = await opened.audit.verify(anchor);
  await opened.close();
  assert.equal(broken, null);
  return last;
}
