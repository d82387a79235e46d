import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { proseOf } from './blocks.ts';
import { pages } from './pages.ts';

const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(proseOf(text))]));

test.each(pages)('links of $path lead somewhere', ({ path, text }) => {
  const dead = linksOf(text).filter((link) => !leadsSomewhere(path, link));
  expect(dead).toEqual([]);
});

test.each(pages)('files that $path names exist', ({ text }) => {
  const named = [...proseOf(text).matchAll(/`((?:docs|examples|schemas|scripts|src|test)\/[\w./-]*)`/g)];
  expect(named.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([]);
});

test('every page of docs/ is found from its index', () => {
  const found = new Set<string>();
  const open = ['docs/README.md'];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const { text = '' } = pages.find((page) => page.path === path) ?? {};
    open.push(...linksOf(text).flatMap((link) => targetsOf(path ?? '', link)));
  }
  expect(
    pages.map(({ path }) => path).filter((path) => path.startsWith('docs/') && !found.has(path)),
  ).toEqual([]);
});

/** The pages that a link opens: a folder shows its README. */
function targetsOf(from: string, link: string): readonly string[] {
  const [file = ''] = link.split('#');
  const path = posix.join(posix.dirname(from), file);
  return [path, posix.join(path, 'README.md')].filter((target) => anchors.has(target));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : posix.join(posix.dirname(from), file);
  return existsSync(path) && (anchor === undefined || (anchors.get(path)?.has(anchor) ?? false));
}

/** Links within the repository. */
function linksOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(prose: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const plain = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(plain) ?? 0;
    seen.set(plain, times + 1);
    return times === 0 ? plain : `${plain}-${times}`;
  });
  return new Set(found);
}
