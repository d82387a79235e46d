// `npm run test:all`: every tier, the long ones too, one after the other whatever comes of those before.
import { spawnSync } from 'node:child_process';

const tiers = [
  'test',
  'test:pack',
  'test:cluster',
  'test:browser',
  'test:acceptance',
  'conformance',
  'oracle',
  'test:kyverno',
  'test:targets',
  'test:kills',
];

const ends = tiers.map((tier) => {
  console.log(`\n== ${tier}`);
  const begun = performance.now();
  const { status } = spawnSync(`npm run --silent ${tier}`, { shell: true, stdio: 'inherit' });
  return { tier, ok: status === 0, seconds: (performance.now() - begun) / 1000 };
});

console.log('');
for (const { tier, ok, seconds } of ends) {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${tier.padEnd(16)}  ${seconds.toFixed(0).padStart(5)} s`);
}
process.exitCode = ends.every(({ ok }) => ok) ? 0 : 1;
