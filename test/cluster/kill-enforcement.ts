import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnforcedObject } from '../../src/operations/enforced-port.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { environment, program } from '../program.ts';
import type { EnforcePlace } from './enforce-place.ts';

const kills = Math.ceil(Number(process.env['WRIT_KILLS'] ?? 24) / 4);
const rules = ['--profile', 'baseline', '--action', 'deny'];

/**
 * Kills whoever carries out a plan, at random moments with SIGKILL. What is there is stored, what is stored as enforced is
 * there, and applying again does the rest.
 */
export async function killEnforcement(place: EnforcePlace): Promise<string> {
  const { enforce, done, store } = place;
  const counts = { nothing: 0, some: 0, all: 0 };
  let lasts = 1200;
  for (let life = 0; life < kills; life++) {
    const asked = life % 3 === 2 ? ['--remove', 'all'] : [...rules, '--apply'];
    if (life % 3 === 2) await done(...rules, '--apply');
    const { plan, objects } = await enforce(...asked);
    const whole = objects.length;
    await live(place, plan ?? '', lasts * (0.85 + 0.3 * Math.random()));
    const there = await place.policies();
    await agrees(place, there, life);
    const left = there.length === 0 ? 'nothing' : there.length === whole ? 'all' : 'some';
    counts[left]++;
    // Towards the moment at which something is done, and not all.
    const isEarly = (left === 'nothing') === (life % 3 !== 2);
    if (left !== 'some') lasts *= isEarly ? 1.12 : 0.9;
    await enforce('--status');
    const again = await enforce(...rules, '--apply', '--reason', 'x');
    if (again.plan !== null) await enforce('--approve', again.plan, '--reason', 'again');
    const { code, statuses } = await enforce('--status');
    assert.deepEqual([code, statuses.length], [0, whole], statuses.join());
    await done('--remove', 'all');
  }
  const opened = openSqliteStore(store);
  const { broken } = await opened.audit.verify(null);
  await opened.close();
  assert.equal(broken, null);
  const { nothing, some, all } = counts;
  return `${kills} killed or at their end first: ${nothing} left nothing, ${some} some, ${all} all`;
}

/** Nothing is enforced that is not stored, and nothing is stored as enforced that is not. */
async function agrees(place: EnforcePlace, there: readonly string[], life: number): Promise<void> {
  const known = await stored(place);
  const called = ({ kind, name }: EnforcedObject): string =>
    `${kind.endsWith('Binding') ? 'binding' : 'policy'} ${name}`;
  for (const one of there)
    assert.ok(known.map(called).includes(one), `life ${life}: ${one} is there, and not stored`);
  for (const one of known)
    if (one.state !== 'pending')
      assert.ok(there.includes(called(one)), `life ${life}: ${called(one)} is stored, and not there`);
}

async function stored({ store, world }: EnforcePlace): Promise<readonly EnforcedObject[]> {
  const opened = openSqliteStore(store);
  try {
    return await opened.enforced.of(world.server);
  } finally {
    await opened.close();
  }
}

/** Carries a plan out, for as long as it lives. */
async function live({ world, store }: EnforcePlace, plan: string, time: number): Promise<void> {
  const args = [program, 'enforce', '--approve', plan, '--reason', 'a test', '--store', store];
  const child = spawn(process.execPath, args, {
    env: { ...environment, KUBECONFIG: world.kubeconfig },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([sleep(time), ended]);
  child.kill('SIGKILL');
  await ended;
}
