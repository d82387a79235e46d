// Runs the bundled program with the code that V8 has made of it before. Node's own cache holds what a module runs when
// it is loaded; this one also what was called later, which takes a fifth of a short run to be compiled again.
'use strict';
const { isAscii } = require('node:buffer');
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, resolve } = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/**
 * Runs a CommonJS file and what it requires by relative paths; the rest is Node's.
 * `cache` is a file that nobody else can write to: what is in it is executed.
 * @returns {{ save: () => void }} `save` keeps what was compiled, where that is worth it; it never throws
 */
function load(entry, cache) {
  const { known, worth } = readCache(cache);
  const modules = new Map();
  const scripts = [];
  const outside = createRequire(entry);
  run(entry);

  function run(path) {
    const before = modules.get(path);
    if (before !== undefined) return before.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const inside = (id) => (id.startsWith('.') ? run(resolve(dirname(path), id)) : outside(id));
    try {
      compiled(path).call(module.exports, module.exports, inside, module, path, dirname(path));
    } catch (cause) {
      modules.delete(path);
      throw cause;
    }
    return module.exports;
  }

  function compiled(path) {
    const source = readFileSync(path);
    const name = `${basename(path)} ${source.length} ${crc32(source)}`;
    const cachedData = known.get(name);
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) { ${source.toString(isAscii(source) ? 'latin1' : 'utf8')}\n})`,
      { filename: path, cachedData },
    );
    scripts.push({ name, script, isKnown: cachedData !== undefined && !script.cachedDataRejected });
    return script.runInThisContext();
  }

  return {
    save() {
      const isKnown = scripts.every((one) => one.isKnown);
      const now = worthOf(process.uptime() * 1000, isKnown);
      if (isKnown && now < 2 * worth + 100) return;
      try {
        writeCache(cache, scripts, now);
      } catch {
        // Without it the next run takes longer, and does the same.
      }
    },
  };
}

/**
 * What the code of a run is worth to keep, by how many milliseconds it took: the longer, the more was compiled; half of
 * them went into compiling where nothing was known. In a long run V8 throws away what was called at its start only.
 */
function worthOf(time, isKnown) {
  if (time > 1000) return 0;
  return Math.round(isKnown ? time : time / 2);
}

/** What was kept, and what that is worth; nothing where it cannot be read or is not as it was written. */
function readCache(cache) {
  const nothing = { known: new Map(), worth: 0 };
  try {
    const all = readFileSync(cache);
    const end = all.indexOf('\n');
    const { sum, worth, entries } = JSON.parse(all.toString('utf8', 0, end));
    const body = all.subarray(end + 1);
    if (crc32(body) !== sum) return nothing;
    return {
      known: new Map(entries.map(({ name, at, length }) => [name, body.subarray(at, at + length)])),
      worth,
    };
  } catch {
    return nothing;
  }
}

function writeCache(cache, scripts, worth) {
  let at = 0;
  const entries = [];
  const parts = [];
  for (const { name, script } of scripts) {
    const code = script.createCachedData();
    entries.push({ name, at, length: code.length });
    parts.push(code);
    at += code.length;
  }
  const body = Buffer.concat(parts);
  const head = JSON.stringify({ sum: crc32(body), worth, entries });
  mkdirSync(dirname(cache), { recursive: true, mode: 0o700 });
  // Whoever reads it meanwhile sees all of it, old or new.
  const fresh = `${cache}.${process.pid}`;
  try {
    writeFileSync(fresh, Buffer.concat([Buffer.from(`${head}\n`), body]), { mode: 0o600 });
    renameSync(fresh, cache);
  } finally {
    rmSync(fresh, { force: true });
  }
}

module.exports = { load };
