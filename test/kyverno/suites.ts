import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of `kyverno-test.yaml` of one origin. */
export interface Suite {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
}

const shared = process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared');

/** Kyverno's own sources, of the version in `go.mod`: its tests and its kinds. */
export function kyvernoSources(): string {
  return execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/kyverno/kyverno'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' },
  }).trim();
}

/** The suites that are here, and those that are missing. */
export function suites(): { readonly found: readonly Suite[]; readonly missing: readonly string[] } {
  const places = [
    ['kyverno', join(shared, 'conformance', 'kyverno')],
    ['kyverno-classic', join(shared, 'conformance', 'kyverno-classic')],
    ['test/cli', join(kyvernoSources(), 'test', 'cli')],
  ] as const;
  return {
    found: places.flatMap(([name, folder]) =>
      existsSync(folder) ? [{ name, folder, files: testsBelow(folder) }] : [],
    ),
    missing: places.flatMap(([, folder]) => (existsSync(folder) ? [] : [folder])),
  };
}

/** Hidden folders too, in which many keep their tests. */
function testsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('/kyverno-test.yaml'))
    .map((file) => join(folder, file))
    .toSorted();
}
