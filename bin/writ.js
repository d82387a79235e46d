#!/usr/bin/env node
// Plain JavaScript, so that an old Node answers in one line instead of a syntax error.
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`writ needs Node 22.19 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  // A folder of the user's own: a shared temporary one would run code that somebody else wrote there.
  module.enableCompileCache?.(join(cache, 'writ', 'compile'));
  await import('../dist/main.js');
}
