import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lexicon } from '../../src/words/lexicon.ts';
import { longestSentence } from '../../src/words/tokens.ts';
import { tools } from '../../src/words/tools.ts';
import { understand } from '../../src/words/understand.ts';
import { sentences } from './sentences.ts';

const writes = Object.values(sentences)
  .flat()
  .flatMap(([say, meant]) => ('operation' in meant && meant.effect === 'write' ? [say] : []));

const known = Array.from(lexicon.keys());
const negations = known.filter((key) => lexicon.get(key)?.part === 'negation');
const names = ['web-app', 'production', 'checkout', '5', '"in"', 'nginx:1.27', 'x'];
const word = fc.constantFrom(...known, ...names, ...tools.map(({ name }) => name));

/** Whether a sentence is read as something that writes. */
function isWrite(sentence: string): boolean {
  const answer = understand(sentence);
  return answer.status === 'understood' && answer.effect === 'write';
}

test('the sentences that write are many enough to try', () => {
  expect(writes.filter(isWrite)).toEqual(writes);
  expect(writes.length).toBeGreaterThan(15);
});

test('a negation anywhere in a sentence that writes ends the write', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...writes),
      fc.constantFrom(...negations),
      fc.nat(12),
      (say, negation, at) => {
        const said = say.split(' ');
        const sentence = [...said.slice(0, at), negation, ...said.slice(at)].join(' ');
        expect(isWrite(sentence)).toBe(false);
      },
    ),
    { numRuns: 2000 },
  );
});

test('where all is named, one more word that is not known ends the write', () => {
  const complete = writes.filter((say) => JSON.stringify(understand(say)).includes('"missing":[]'));
  const unknown = fc.stringMatching(/^[a-z]{3,12}ly$/);
  fc.assert(
    fc.property(fc.constantFrom(...complete), unknown, (say, more) => {
      expect(isWrite(`${say.replace(/[.?!]*$/, '')} ${more}`)).toBe(false);
    }),
  );
});

test.each([
  ['a question about a deed', ['how do I', 'why did you', 'should I', 'when will', 'what if you'], writes],
  [
    'a noun that looks like a deed',
    ['the', 'our', 'there is a', 'this'],
    writes.filter((say) => !/^(?:hi|let)/i.test(say)),
  ],
] as const)('%s is no write', (_, beginnings, all) => {
  for (const beginning of beginnings) expect(all.filter((say) => isWrite(`${beginning} ${say}`))).toEqual([]);
});

test('whatever words are strung together, a write has its deed in a form that asks for it, and its object', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (said) => {
      const answer = understand(said.join(' '));
      if (answer.status !== 'understood' || answer.effect !== 'write') return;
      const tool = tools.find(({ name }) => name === answer.operation);
      expect(answer.unread).toEqual([]);
      expect(answer.reading.filter(({ as }) => as === 'operation')).toHaveLength(1);
      const isNamed = said.includes(answer.operation);
      const concepts = new Set(
        known.filter((key) => said.join(' ').includes(key)).map((key) => lexicon.get(key)?.concept ?? null),
      );
      const says = tool?.meanings.some(
        ({ deeds, about }) =>
          deeds.some((deed) => concepts.has(deed)) &&
          (about.length === 0
            ? ['deployment', 'image'].some((name) => Object.hasOwn(answer.arguments, name))
            : about.some((thing) => concepts.has(thing))),
      );
      expect(isNamed || says).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test('whatever is said, the answer is the same the second time, and values have the form that Kubernetes takes', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 80, unit: 'binary' }),
        fc.array(word).map((all) => all.join(' ')),
      ),
      (say) => {
        const answer = understand(say);
        expect(understand(say)).toEqual(answer);
        if (answer.status === 'question') return;
        for (const name of ['namespace', 'deployment'])
          if (Object.hasOwn(answer.arguments, name))
            expect(answer.arguments[name]).toMatch(/^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/);
      },
    ),
    { numRuns: 1000 },
  );
});

test.each(['a', '"', "'", 'a/', 'a-', '1', '=', 'fix ', 'not ', 'a:', '(', 'in x and ', 'roll x '])(
  'the longest sentence of %j is read at once',
  (piece) => {
    const sentence = piece.repeat(longestSentence).slice(0, longestSentence);
    const start = performance.now();
    understand(sentence);
    expect(performance.now() - start).toBeLessThan(500);
  },
);

test('a sentence without end is not read', () => {
  expect(understand('scale '.repeat(1_000_000))).toMatchObject({ status: 'question', reason: 'too-long' });
});
