import { readFileSync } from 'node:fs';
import { unwritable } from './surfaces/cli/outputs.ts';
import { runProgram } from './surfaces/cli/program.ts';
import { utf8 } from './surfaces/cli/utf8.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

let isUnwritten = false;

// A closed pipe (`writ check … | head`) is the reader's choice, not a fault: what is left is judged all the same, so
// that the exit code and other files are true.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || isUnwritten) return;
  isUnwritten = true;
  process.exitCode = 2;
  process.stderr.write(`writ: cannot write to standard output: ${unwritable(error)}\n`);
});
process.stderr.on('error', () => undefined);

// CommonJS, into which this is bundled, has no `await` of its own.
void run();

async function run(): Promise<void> {
  const code = await runProgram(process.argv.slice(2), version, {
    out: (text) => void process.stdout.write(utf8(text)),
    err: (text) => void process.stderr.write(text),
    // Opened when it is asked for: that takes some milliseconds.
    stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() },
    colour: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  });
  if (!isUnwritten) process.exitCode = code;
}
