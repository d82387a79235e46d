import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { crowd, crowdSizes } from './crowd.ts';
import type { LiveWorld } from './live-world.ts';

const root = join(import.meta.dirname, '..', '..');
/** Says at the end how much memory the process held at most, in KiB. */
const measure = `process.on('exit', () => process.stderr.write(\`peak \${process.resourceUsage().maxRSS}\\n\`))`;
/** MiB. */
export const mostMemory = 400;

/** 20,000 objects, read by pages and judged in a process of its own with bounded memory. */
export async function judgeCrowd(world: LiveWorld): Promise<string> {
  build();
  const begun = performance.now();
  await crowd(world);
  const made = (performance.now() - begun) / 1000;
  const from = performance.now();
  const { out, err } = await run(world.kubeconfig, [
    'check',
    '--cluster',
    '--profile',
    'all',
    '--format',
    'jsonl',
    '--fail-on',
    'none',
  ]);
  const took = (performance.now() - from) / 1000;
  const memory = Number(/^peak (\d+)$/m.exec(err)?.[1]) / 1024;
  const lines = out.trim().split('\n');
  const judged = lines.filter(
    (line) => line.includes('"kind":"Deployment"') && line.includes('crowd-'),
  ).length;
  assert.ok(judged >= crowdSizes.Deployment, `${judged} findings on Deployments`);
  assert.ok(memory < mostMemory, `${memory.toFixed(0)} MiB at most`);
  const objects = Object.values(crowdSizes).reduce((sum, count) => sum + count, 0);
  return `${objects} objects made in ${made.toFixed(0)} s, judged in ${took.toFixed(1)} s, ${lines.length} findings, ${memory.toFixed(0)} MiB at most`;
}

/** What people run, which is tuned otherwise than the sources (docs/decisions/0009). */
export const builtProgram = join(root, 'bin', 'writ.js');

function build(): void {
  execFileSync(process.execPath, [join(root, 'scripts', 'prepare.js')], { cwd: root, stdio: 'inherit' });
}

function run(
  kubeconfig: string,
  args: readonly string[],
): Promise<{ readonly out: string; readonly err: string }> {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const before = ['--no-warnings', '--import', `data:text/javascript,${encodeURIComponent(measure)}`];
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [...before, builtProgram, ...args],
      { env, maxBuffer: 1e9, encoding: 'utf8' },
      (problem, out, err) => {
        if (problem === null) done({ out, err });
        else fail(new Error(`it ended with ${String(problem.code)}: ${err.slice(-2000)}`));
      },
    );
  });
}
