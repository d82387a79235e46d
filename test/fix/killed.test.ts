// A few of the kills of `npm run test:kills`.
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

test('a fix that is killed leaves files that are whole, and brings back what it changed', async () => {
  const args = ['test/store/kill-fix.ts', '--kills', '5', '--files', '20'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  const code = await new Promise((done) => void child.once('close', done));
  expect([code, said.split('\n').filter((line) => line.startsWith('FAULT'))]).toEqual([0, []]);
}, 300_000);
