import { globSync, readFileSync } from 'node:fs';

/** A page of the documentation. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every page that people read: those at the root, in docs/ and in examples/. */
export const pages: readonly Page[] = [...globSync('*.md'), ...globSync('{docs,examples}/**/*.md')]
  .map((path) => path.replaceAll('\\', '/'))
  .toSorted()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Those that somebody wrote; the others are `npm run generate`'s. */
export const written = pages.filter(({ path }) => !/^docs\/(rules|frameworks)\//.test(path));
