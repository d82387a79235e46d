// `npm test`: every check that a change must pass, in order, stopping at the first that does not.
import { spawnSync } from 'node:child_process';

const noSkips = process.argv.includes('--no-skips');
const steps: readonly (readonly [name: string, command: string])[] = [
  ['types', 'tsc -p tsconfig.json'],
  ['lint', 'oxlint --type-aware --deny-warnings'],
  ['format', 'oxfmt --check'],
  ['dead code', 'knip'],
  ['build', 'node scripts/prepare.js'],
  ['tests', 'vitest run'],
  ['drift', 'node scripts/generate.ts --check'],
];

const started = performance.now();
for (const [name, command] of steps) {
  const begun = performance.now();
  const env = { ...process.env, ...(noSkips && { WRIT_NO_SKIPS: '1' }) };
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}  ${seconds(begun)} s`);
  if (status !== 0) process.exit(1);
}
console.log(`all ${steps.length} steps passed in ${seconds(started)} s`);

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
