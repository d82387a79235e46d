// `npm run release [FOLDER]`: the package as it is published, ready for `npm publish FOLDER`.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly [key: string]: unknown;
  readonly files: readonly string[];
}

const target = process.argv[2] ?? 'dist-release';
const { files, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const workspaceOnly = new Set([
  'private',
  'scripts',
  'devDependencies',
  'optionalDependencies',
  'allowScripts',
]);
const published = Object.entries({ ...manifest, name: 'writ', files }).filter(
  ([key]) => !workspaceOnly.has(key),
);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of files) if (existsSync(file)) cpSync(file, join(target, file), { recursive: true });
writeFileSync(join(target, 'package.json'), `${JSON.stringify(Object.fromEntries(published), null, 2)}\n`);
console.log(`wrote ${target}`);
