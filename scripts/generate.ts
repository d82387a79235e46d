// Writes what is derived: indexes, pages, schemas. `--check` writes nothing and fails on any difference.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { frameworkPages } from './generate/framework-pages.ts';
import type { Generated } from './generate/generated.ts';
import { jsonSchemas } from './generate/json-schemas.ts';
import { operationsManifest } from './generate/operations-manifest.ts';
import { withOutput } from './generate/readme.ts';
import { ruleIndex } from './generate/rule-index.ts';
import { rulePages } from './generate/rule-pages.ts';

const check = process.argv.includes('--check');
const derived: readonly Generated[] = [
  ruleIndex('src/rules'),
  ...(await operationsManifest()),
  ...rulePages(),
  ...frameworkPages(),
  ...jsonSchemas(),
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

// Pages show what the program prints, which reads what is derived.
const first = settle(derived);
const stale = [
  ...first,
  ...settle([
    withOutput('README.md'),
    withOutput('docs/compliance.md'),
    withOutput('docs/vulnerabilities.md'),
  ]),
];
const bundle = spawnSync('node', ['scripts/schema-bundle.ts', ...(check ? ['--check'] : [])], {
  stdio: 'inherit',
});
if (check && stale.length > 0) console.error('run `npm run generate` and commit what it writes');
process.exitCode = (check && stale.length > 0) || bundle.status !== 0 ? 1 : 0;
