import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyReport } from './reports.ts';
import { events, rendered } from './rendered.ts';

test('no control character and nothing that turns text around reaches a terminal', async () => {
  for (const { reports } of await everyReport())
    expect(reports['text']).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\p{Cs}/u);
  await fc.assert(
    fc.asyncProperty(events, async (told) => {
      expect(await rendered('text', told)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\p{Cs}/u);
    }),
    { numRuns: 300 },
  );
});

test('a name of any length leaves the report readable', async () => {
  for (const { reports } of await everyReport()) {
    const longest = Math.max(...(reports['text'] ?? '').split('\n').map(({ length }) => length));
    expect(longest).toBeLessThan(2_000);
  }
});

test('the last line counts what was found', async () => {
  const ends = (await everyReport()).map(
    ({ name, reports }) => `${name}: ${reports['text']?.trimEnd().split('\n').at(-1)}`,
  );
  expect(ends).toContain('the hardened shop: no findings: 21 resources in 4 files judged by 40 rules');
  expect(ends.find((end) => end.startsWith('what cannot be read:'))).toMatch(/some input was not judged$/);
});
