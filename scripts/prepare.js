// Builds dist/ after `npm ci`: the modules of the public API, and the command line as a few files that load fast.
// Plain JavaScript: it must run on whatever Node called npm.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

// Commander needs it for subcommands that are programs of their own, which Writ has none of; it takes 3 ms to load.
const unused = 'node:child_process';
const withoutUnused = {
  name: 'without-unused',
  resolveId: (id, importer) => (isUnused(id, importer) ? `\0${id}` : null),
  load: (id) => (id === `\0${unused}` ? 'export default {};' : null),
};

// Judging asks no rule for its examples: they are made when somebody does, which saves each run a third of its start.
const withLazyExamples = {
  name: 'with-lazy-examples',
  transform: (code, id) =>
    /[\\/]src[\\/]rules[\\/][a-z]/.test(id)
      ? code.replace(/^ {2}prove: \{\n([^]*?)^ {2}\},$/m, '  get prove() { return {\n$1}; },')
      : null,
};

// RE2 is large, and needed for the first pattern only that our own automaton declines; no rule of the catalogue has one.
const withLateRe2 = {
  name: 'with-late-re2',
  transform: (code, id) =>
    /[\\/]src[\\/]cel[\\/]value[\\/](?:re2|finder)\.ts$/.test(id)
      ? code
          .replace(/^import \{([^}]*)\} from 're2js';$/m, "import type {$1} from 're2js';")
          .replaceAll(
            /\b(?:RE2JS\.compile|RE2JSSyntaxException\)|MatcherInput\.utf16)/g,
            "require('re2js').$&",
          )
      : null,
};

/** The libraries that are bundled, and what the files with their licences are called. */
const licences = { commander: 'LICENSE', ignore: 'LICENSE-MIT', re2js: 'LICENSE', zod: 'LICENSE' };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `writ: built with Node >= 22.19 only; this is ${process.versions.node}. Run \`npm run build\` with a newer one.`,
  );
} else {
  rmSync('dist', { recursive: true, force: true });
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
  if (status === 0) await bundle();
}

/**
 * Merges the command line's modules: 250 files cost a process 60 ms to find and link, a dozen cost 10. As CommonJS,
 * and with the libraries of every run inside, because starting Node's loader of ES modules takes another 10.
 */
async function bundle() {
  const { rolldown } = await import('rolldown');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const outside = Object.keys(dependencies).filter((name) => !(name in licences));
  const bundled = await rolldown({
    input: { writ: 'src/main.ts' },
    platform: 'node',
    external: (id, importer) =>
      (id.startsWith('node:') && !isUnused(id, importer)) || outside.some((name) => isPartOf(id, name)),
    plugins: [withoutUnused, withLazyExamples, withLateRe2],
  });
  const { output } = await bundled.write({
    dir: 'dist',
    format: 'cjs',
    // What runs by a loader of its own (bin/load.js) cannot import.
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
  });
  await bundled.close();
  for (const { type, fileName, code } of output)
    if (type === 'chunk') writeFileSync(`dist/${fileName}`, asciiOf(code));
  for (const [name, licence] of Object.entries(licences))
    copyFileSync(`node_modules/${name}/${licence}`, `dist/${name}.LICENSE`);
}

/** The same program as ASCII: one that is not takes twice the memory, and has to be decoded. */
function asciiOf(code) {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isUnused(id, importer) {
  return id === unused && importer !== undefined && /[\\/]commander[\\/]/.test(importer);
}

function isPartOf(id, name) {
  return id === name || id.startsWith(`${name}/`);
}
