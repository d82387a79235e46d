#!/usr/bin/env node
// Plain JavaScript, so that an old Node answers in one line instead of a syntax error.
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`writ needs Node 22.19 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  process.stdout.write(`${JSON.parse(manifest).version}\n`);
} else {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  // A folder of the user's own: a shared temporary one would run code that somebody else wrote there.
  module.enableCompileCache?.(join(cache, 'writ', 'compile'));
  await import('../dist/writ.js');
}
