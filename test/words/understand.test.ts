import { describe, expect, test } from 'vitest';
import { understand } from '../../src/words/understand.ts';
import { sentences, type Meant } from './sentences.ts';

/** An answer in the terms of the sentences. */
function meantBy(sentence: string): Meant {
  const answer = understand(sentence);
  if (answer.status === 'question') return { asks: answer.alternatives.map(({ operation }) => operation) };
  const missing = answer.missing.map(({ argument }) => argument);
  return { operation: answer.operation, arguments: answer.arguments, missing, effect: answer.effect };
}

describe('row 22: sentences', () => {
  describe.each(Object.entries(sentences))('%s', (_, cases) => {
    test.each(cases.map(([say, meant]) => [shown(say), say, meant] as const))('%s', (_title, say, meant) => {
      const expected = 'asks' in meant ? { asks: expect.arrayContaining([...meant.asks]) } : meant;
      expect(meantBy(say)).toEqual(expected);
    });
  });
});

/** A sentence as a title: hidden characters are seen, and it has an end. */
function shown(say: string): string {
  return JSON.stringify(say.slice(0, 120)).slice(1, -1);
}
