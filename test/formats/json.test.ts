import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyReport } from './reports.ts';
import { events, rendered } from './rendered.ts';

const ajv = new Ajv({ allErrors: true });

function published(name: string): ValidateFunction {
  return ajv.compile(JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object);
}

const document = published('check-result');
const line = published('check-line');

function faults(validate: ValidateFunction, text: string): unknown {
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

function lines(report: string): readonly string[] {
  expect(report.endsWith('\n')).toBe(true);
  return report.slice(0, -1).split('\n');
}

const runs = await everyReport();

describe('the published schema holds', () => {
  test.each(runs.map(({ name, reports }) => [name, reports] as const))('for %s', (_, reports) => {
    expect(faults(document, reports['json'] ?? '')).toEqual([]);
    expect(lines(reports['jsonl'] ?? '').flatMap((one) => faults(line, one))).toEqual([]);
  });

  test('whatever is told, one object a line', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (told) => {
        expect(faults(document, await rendered('json', told))).toEqual([]);
        const written = lines(await rendered('jsonl', told));
        expect(written).toHaveLength(told.length + 1);
        expect(written.flatMap((one) => faults(line, one))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('and it is not empty', () => {
    expect(faults(document, '{"apiVersion":"writ/v1","kind":"CheckResult"}')).not.toEqual([]);
    expect(faults(line, '{"type":"finding"}')).not.toEqual([]);
    expect(faults(line, '{"type":"other"}')).not.toEqual([]);
  });
});

test('both say the same', () => {
  for (const { reports } of runs) {
    const whole = JSON.parse(reports['json'] ?? '') as Record<'findings' | 'unjudged' | 'notes', object[]>;
    const of = (type: string): readonly object[] =>
      lines(reports['jsonl'] ?? '')
        .filter((one) => one.startsWith(`{"type":"${type}",`))
        .map((one) => JSON.parse(one.replace(`"type":"${type}",`, '')) as object);
    expect(of('finding')).toEqual(whole.findings);
    expect(of('unjudged')).toEqual(whole.unjudged);
    expect(of('note')).toEqual(whole.notes.map((note) => ({ note })));
  }
});
