// Builds dist/ after `npm ci`. Plain JavaScript: it must run on whatever Node called npm.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

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
}
