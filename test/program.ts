import { globSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The built command line where it is newer than every source, and the sources, which start slower, otherwise. */
export const program = builtIsFresh() ? join(root, 'bin/writ.js') : join(root, 'src/main.ts');

/** The environment of a test's process: no colour, and a cache that is nobody's own. */
export const environment = {
  ...process.env,
  NO_COLOR: '1',
  XDG_CACHE_HOME: join(tmpdir(), 'writ-test-cache'),
};

function builtIsFresh(): boolean {
  const built = statSync(join(root, 'dist/writ.cjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return globSync(join(root, 'src/**/*.ts')).every((file) => statSync(file).mtimeMs < built);
}
