// Builds dist/ after `npm ci`: the modules of the public API, and the command line as a few files that load fast.
// Plain JavaScript: it must run on whatever Node called npm.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

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

/** Merges the command line's modules: 250 files cost a process 60 ms to find and link, a dozen cost 10. */
async function bundle() {
  const { rolldown } = await import('rolldown');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const bundled = await rolldown({
    input: { writ: 'src/main.ts' },
    platform: 'node',
    external: (id) => id.startsWith('node:') || Object.keys(dependencies).some((name) => isPartOf(id, name)),
  });
  await bundled.write({ dir: 'dist', chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundled.close();
}

function isPartOf(id, name) {
  return id === name || id.startsWith(`${name}/`);
}
