// Loaded before the program under test: tells its parent, on a pipe of its own, the processor's time and the most memory.
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ kibibytes: mostMemory(), microseconds: userCPUTime + systemCPUTime }));
});

// What getrusage says of a child includes what its parent held when it was forked; Linux knows better.
function mostMemory(): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
