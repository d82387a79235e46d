import assert from 'node:assert/strict';
import { enforcePlaceIn, type EnforcePlace } from '../cluster/enforce-place.ts';
import { keepPromises, type Promised, type Tried } from '../cluster/keep-promises.ts';
import { openLiveWorld } from '../cluster/live-world.ts';
import type { Cluster } from '../cluster/start.ts';

/** Tries `writ enforce --apply` where the real Kyverno is asked by the API server: what is said to be at work is. */
export async function tryEnforcement(cluster: Cluster): Promise<Tried> {
  using world = await openLiveWorld(cluster);
  return await keepPromises(promises, (index) => enforcePlaceIn(world, `enforce-${index}`));
}

const promises: readonly Promised<EnforcePlace>[] = [
  ...(['kyverno', 'kyverno-clusterpolicy'] as const).flatMap((target) =>
    (['deny', 'warn'] as const).map((action): Promised<EnforcePlace> => [
      `${target}: what ${action === 'deny' ? 'denies' : 'warns'} is seen at work, and what is taken out is no longer`,
      async ({ done, pod }) => {
        const applied = await done('host-pid', '--target', target, '--action', action, '--apply');
        assert.deepEqual([applied.code, applied.statuses], [0, ['verified']], applied.out);
        const { status, warnings } = await pod('a', { hostPID: true });
        assert.equal(status === 201, action === 'warn');
        assert.equal(
          warnings.some((text) => text.includes('host-pid')),
          action === 'warn',
        );
        assert.deepEqual((await done('--remove', 'all')).statuses, ['removed']);
      },
    ]),
  ),
  [
    'kyverno-mutating: what changes objects is seen at work',
    async ({ done }) => {
      const args = ['privilege-escalation', '--target', 'kyverno-mutating', '--apply'];
      const applied = await done(...args);
      assert.deepEqual([applied.code, applied.statuses], [0, ['verified']], applied.out);
      await done('--remove', 'all');
    },
  ],
  [
    'what only audits is applied, and nobody says that it was seen; drift and promotion are as with any other',
    async (place) => {
      const { enforce, done } = place;
      const applied = await done('host-ipc', '--target', 'kyverno', '--apply');
      assert.deepEqual([applied.code, applied.statuses], [0, ['applied']]);
      const [object] = applied.objects;
      const path = `/apis/policies.kyverno.io/v1/validatingpolicies/${object?.resource.name ?? ''}`;
      assert.equal(await edit(place, path, { validationActions: ['Deny'] }), 200);
      const drifted = await enforce('--status');
      assert.deepEqual([drifted.code, drifted.statuses], [1, ['drifted']]);
      await done('host-ipc', '--target', 'kyverno', '--apply');
      const promoted = await done('--promote', 'host-ipc', '--reason', 'x');
      assert.deepEqual([promoted.code, promoted.statuses], [0, ['verified']], promoted.out);
      await done('--remove', 'all');
    },
  ],
];

/** As a person edits by hand: again, where Kyverno has written to the policy meanwhile. */
async function edit({ call }: EnforcePlace, path: string, change: object): Promise<number> {
  let last = 0;
  for (let attempt = 0; attempt < 10; attempt++) {
    const { body } = await call('GET', path);
    const spec = { ...(body['spec'] as object), ...change };
    ({ status: last } = await call('PUT', path, { ...body, spec }));
    if (last !== 409) break;
  }
  return last;
}
