#!/usr/bin/env node
// Plain JavaScript, so that an old Node answers in one line instead of a syntax error.
'use strict';
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`writ needs Node 22.19 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  const { homedir } = require('node:os');
  const { join } = require('node:path');
  // A folder of the user's own: a shared temporary one would run code that somebody else wrote there.
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'writ');
  require('node:module').enableCompileCache?.(join(cache, 'compile'));
  if (major === 24) tune(require('node:v8'));
  const { load } = require('./load.js');
  const [, , command = ''] = process.argv;
  const name = /^[a-z]{1,20}$/.test(command) ? command : 'writ';
  const code = join(cache, 'code', `${name}-${process.version}-${process.arch}`);
  const { save } = load(join(__dirname, '..', 'dist', 'writ.cjs'), code);
  // A word that is no command ends with 2, and leaves no file.
  process.on('exit', (status) => {
    if (status < 2) save();
  });
}

// The optimizing compiler takes a quarter of a short run and repays it only later; young objects would be given
// 128 MB in a long one, and old ones twice what they need, which makes it no faster (docs/decisions/0009).
function tune(v8) {
  v8.setFlagsFromString('--no-opt');
  v8.setFlagsFromString('--force-emit-interrupt-budget-checks');
  v8.setFlagsFromString('--heap-growing-percent=70');
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  v8.setFlagsFromString('--no-parallel-scavenge');
  setTimeout(() => v8.setFlagsFromString('--opt'), 1000).unref();
}
