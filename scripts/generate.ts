// Writes what is derived: indexes, pages, schemas. `--check` writes nothing and fails on any difference.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { comparison } from './generate/comparison.ts';
import { comingFrom } from './generate/coming-from.ts';
import { configurationKeys } from './generate/configuration-keys.ts';
import { frameworkPages } from './generate/framework-pages.ts';
import type { Generated } from './generate/generated.ts';
import { jsonSchemas } from './generate/json-schemas.ts';
import { operationsManifest } from './generate/operations-manifest.ts';
import { ruleIndex } from './generate/rule-index.ts';
import { rulePages } from './generate/rule-pages.ts';
import { toolsPage } from './generate/tools-page.ts';

const check = process.argv.includes('--check');
const derived: readonly Generated[] = [
  ruleIndex('src/rules'),
  ...(await operationsManifest()),
  ...rulePages(),
  ...frameworkPages(),
  comparison(),
  ...configurationKeys(),
  ...comingFrom(),
  ...jsonSchemas(),
  toolsPage(),
];

/** Writes what differs; gives its paths. */
function settle(files: readonly Generated[]): readonly string[] {
  const stale = files.filter(
    ({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content,
  );
  for (const { path, content } of check ? [] : stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  for (const { path } of stale) console.log(`${check ? 'out of date' : 'wrote'}  ${path}`);
  return stale.map(({ path }) => path);
}

const stale = settle(derived);
const others = ['scripts/schema-bundle.ts', 'scripts/kyverno-schema.ts'].map((script) =>
  spawnSync('node', [script, ...(check ? ['--check'] : [])], { stdio: 'inherit' }),
);
if (check && stale.length > 0) console.error('run `npm run generate` and commit what it writes');
process.exitCode = (check && stale.length > 0) || others.some(({ status }) => status !== 0) ? 1 : 0;
