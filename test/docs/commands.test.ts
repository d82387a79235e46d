// The pages are true: what they show is what the program prints. `vitest run test/docs -u` renews them; read the diff.
import { expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';
import { written } from './pages.ts';
import { isRun, retold } from './retold.ts';
import { openSession } from './session.ts';

const told = written.filter(({ text }) => blocksOf(text).some(isRun));

test('there are pages that show commands', () => {
  expect(told.map(({ path }) => path)).toContain('README.md');
});

// All pages at once: most of the time goes into starting processes.
const retellings = new Map(told.map(({ path, text }) => [path, settled(text)]));

test.each(told)('$path shows what its commands print', async ({ path }) => {
  const now = await retellings.get(path);
  if (now instanceof Error) throw now;
  await expect(now).toMatchFileSnapshot(`../../${path}`);
});

async function settled(text: string): Promise<string | Error> {
  using session = openSession();
  return await retold(text, session).catch((error: unknown) => error as Error);
}
