// Loaded before a program: says at its end the most memory that it held, in KiB; not what its parent held, as getrusage does.
import { readFileSync } from 'node:fs';

process.on('exit', () => {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  process.stderr.write(`peak ${peak}\n`);
});
