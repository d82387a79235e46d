import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Promised } from './keep-promises.ts';
import { openLosingDoor, type Fate, type LosingDoor } from './losing-door.ts';
import { killEnforcement } from './kill-enforcement.ts';
import type { Enforced, EnforcePlace } from './enforce-place.ts';

const rule = 'host-pid';

/** A cluster behind a door that can be lost, and what is said through it. */
interface Through {
  readonly door: LosingDoor;
  readonly enforce: (...args: readonly string[]) => Promise<Enforced>;
  readonly done: (...args: readonly string[]) => Promise<Enforced>;
}

async function through(place: EnforcePlace, run: (through: Through) => Promise<void>): Promise<void> {
  const { world } = place;
  const given = JSON.parse(readFileSync(world.kubeconfig, 'utf8')) as {
    readonly clusters: readonly [{ readonly cluster: { readonly 'certificate-authority': string } }];
  };
  const certificate = readFileSync(given.clusters[0].cluster['certificate-authority']);
  await using door = await openLosingDoor(world.server, certificate);
  const config = world.kubeconfigFor('lost', { server: door.server });
  const enforce = (...args: readonly string[]): Promise<Enforced> => place.enforceAs(config, ...args);
  await run({
    door,
    enforce,
    async done(...args) {
      const { plan } = await enforce(...args);
      return enforce('--approve', plan ?? '', '--reason', 'a test');
    },
  });
}

/** How the way to the cluster is lost, and how many objects are there then. */
const losses: readonly (readonly [how: string, fate: (change: number) => Fate, there: number])[] = [
  ['before the first request', (change) => (change === 1 ? 'lose request' : 'pass'), 0],
  ['before the first answer', (change) => (change === 1 ? 'lose answer' : 'pass'), 1],
  ['before the second request', (change) => (change === 2 ? 'lose request' : 'pass'), 1],
  ['before the second answer', (change) => (change === 2 ? 'lose answer' : 'pass'), 2],
];

/** What is promised where a cluster is lost or refuses half-way. */
export const lossPromises: readonly Promised<EnforcePlace>[] = [
  ...losses.map(([how, fate, there]): Promised<EnforcePlace> => [
    `cluster lost ${how}: what is stored is what is there or nobody knows, and applying again does the rest`,
    (place) =>
      through(place, async ({ door, enforce, done }) => {
        const { plan } = await enforce(rule, '--action', 'deny', '--apply');
        door.fate = fate;
        const lost = await enforce('--approve', plan ?? '', '--reason', 'a test');
        assert.equal(lost.code, 3);
        assert.ok(lost.statuses.includes('pending'), lost.statuses.join());
        assert.ok(!lost.statuses.includes('verified'));
        assert.equal((await place.policies()).length, there);
        door.restore();
        const status = await enforce('--status');
        const isThere = status.statuses.filter((one) => one === 'applied' || one === 'verified');
        assert.equal(isThere.length, there, status.statuses.join());
        const again = await enforce(rule, '--action', 'deny', '--apply');
        if (again.plan !== null) await enforce('--approve', again.plan, '--reason', 'again');
        const end = await enforce('--status');
        assert.deepEqual([end.code, end.statuses], [0, ['verified', 'verified']]);
        assert.deepEqual((await done('--remove', 'all')).statuses, ['removed', 'removed']);
      }),
  ]),
  [
    'what the cluster refuses half-way is taken back as a whole, and stored as never there',
    (place) =>
      through(place, async ({ door, enforce }) => {
        const { plan } = await enforce(rule, '--apply');
        door.fate = (change) => (change === 2 ? 'refuse' : 'pass');
        const refused = await enforce('--approve', plan ?? '', '--reason', 'a test');
        assert.deepEqual([refused.code, refused.statuses], [3, ['taken back', 'refused']]);
        assert.match(refused.objects[1]?.why ?? '', /no more policies today/);
        assert.deepEqual(await place.policies(), []);
        door.restore();
        assert.deepEqual((await enforce('--status')).objects, []);
      }),
  ],
  [
    'a change that is refused half-way leaves what was there before, and a removal puts back what it took',
    (place) =>
      through(place, async ({ door, enforce, done }) => {
        await done(rule, 'host-ipc', '--action', 'warn', '--apply');
        const change = await enforce(rule, 'host-ipc', '--action', 'deny', '--apply', '--reason', 'x');
        door.restore();
        door.fate = (count) => (count === 2 ? 'refuse' : 'pass');
        const refused = await enforce('--approve', change.plan ?? '', '--reason', 'a test');
        assert.deepEqual(refused.statuses, ['taken back', 'refused']);
        door.restore();
        const kept = await enforce('--status');
        assert.deepEqual(
          [kept.code, kept.statuses],
          [0, Array.from({ length: 4 }, () => 'verified')],
          kept.out,
        );
        const { plan } = await enforce('--remove', 'all');
        door.restore();
        door.fate = (count) => (count === 4 ? 'refuse' : 'pass');
        assert.equal((await enforce('--approve', plan ?? '', '--reason', 'a test')).code, 3);
        door.restore();
        assert.equal((await place.policies()).length, 4);
        const status = await enforce('--status');
        assert.deepEqual(
          status.statuses.filter((one) => one !== 'verified' && one !== 'applied'),
          [],
        );
      }),
  ],
  ['killed at any moment, what is there is stored, and what is stored as enforced is there', killEnforcement],
];
