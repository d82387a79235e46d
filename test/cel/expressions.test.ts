// The API server's own answers to some thousands of expressions, kept by `node test/oracle/expressions/freeze.ts`.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/json.ts';
import { generatedObject } from '../oracle/expressions/generate.ts';
import { ourAnswer } from '../oracle/expressions/our-answer.ts';

interface Kept {
  readonly expression: string;
  readonly object?: JsonValue;
  readonly refused?: true;
  readonly error?: true;
  readonly type?: string;
  readonly value?: string;
  readonly cost?: number;
}

const { answers } = JSON.parse(
  gunzipSync(readFileSync('test/fixtures/oracle/expressions.json.gz')).toString('utf8'),
) as { answers: readonly Kept[] };

test('values, types, errors and refusals are those of an API server of Kubernetes 1.36', () => {
  const differing = answers.flatMap(({ expression, object = generatedObject, ...kept }) => {
    const ours = ourAnswer(expression, object);
    const shape =
      ours.refused === undefined
        ? { type: ours.type, ...(ours.error === undefined ? { value: ours.value } : { error: true }) }
        : { refused: true };
    const { cost: _, ...theirs } = kept;
    return JSON.stringify(shape) === JSON.stringify(theirs) ? [] : [{ expression, shape, theirs }];
  });
  expect(answers.length).toBeGreaterThan(4000);
  expect(differing).toEqual([]);
});

test('what an evaluation costs is what the API server counts, but for the order in which Go walks maps', () => {
  const counted = answers.filter(({ cost }) => cost !== undefined);
  const equal = counted.filter(
    ({ expression, object = generatedObject, cost }) => ourAnswer(expression, object).cost === cost,
  );
  expect(equal.length / counted.length).toBeGreaterThan(0.97);
});
