import { statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * The first of these names in the working folder, or in the nearest folder above it; null where there is none. It ends
 * at the root of a repository: what lies above is somebody else's.
 */
export function upwards(names: readonly string[]): string | null {
  const start = process.cwd();
  for (let folder = start; ; folder = dirname(folder)) {
    const found = names.find((name) => isThere(join(folder, name), 'file'));
    if (found !== undefined) return relative(start, join(folder, found));
    if (isThere(join(folder, '.git'), 'any') || dirname(folder) === folder) return null;
  }
}

function isThere(path: string, what: 'file' | 'any'): boolean {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && (what === 'any' || stats.isFile());
  } catch {
    return false;
  }
}
