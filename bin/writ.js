#!/usr/bin/env node
// Plain JavaScript, so that an old Node answers in one line instead of a syntax error.
'use strict';
/** How large the room for young objects may become, both halves together. */
const mostYoung = 16 * 1_048_576;

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
  const untune = major === 24 ? tune(require('node:v8')) : () => undefined;
  const { load } = require('./load.js');
  const [, , command = ''] = process.argv;
  const name = /^[a-z]{1,20}$/.test(command) ? command : 'writ';
  const code = join(cache, 'code', `${name}-${process.version}-${process.arch}`);
  const { save } = load(join(__dirname, '..', 'dist', 'writ.cjs'), code);
  // A word that is no command ends with 2, and leaves no file.
  process.on('exit', (status) => {
    // Code is only taken again under the flags that it was kept under: those of the next start.
    untune();
    if (status < 2) save();
    // Nothing is left to do: to take the heap apart, piece by piece, is the system's own work.
    process.exit();
  });
}

/**
 * The optimizing compiler takes a quarter of a short run and repays it only later; young objects would be given 128 MB
 * in a long one, which makes it no faster (docs/decisions/0009). What is given back sets all as it was at the start.
 */
function tune(v8) {
  v8.setFlagsFromString('--no-opt');
  v8.setFlagsFromString('--force-emit-interrupt-budget-checks');
  setTimeout(() => v8.setFlagsFromString('--opt'), 1000).unref();
  const watched = setInterval(() => {
    const { space_size: size } = v8
      .getHeapSpaceStatistics()
      .find((space) => space.space_name === 'new_space');
    if (size < mostYoung) return;
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(watched);
  }, 20).unref();
  return () => {
    v8.setFlagsFromString('--no-opt');
    v8.setFlagsFromString('--semi-space-growth-factor=2');
  };
}
