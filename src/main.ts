import { readFileSync } from 'node:fs';
import { runProgram } from './surfaces/cli/program.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// A closed pipe (`writ check … | head`) is the reader's choice, not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

// CommonJS, into which this is bundled, has no `await` of its own.
void run();

async function run(): Promise<void> {
  process.exitCode = await runProgram(process.argv.slice(2), version, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    // Opened when it is asked for: that takes some milliseconds.
    stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() },
    colour: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  });
}
