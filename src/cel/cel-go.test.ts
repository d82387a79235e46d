import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extended, record, uncounted, versions } from '../../test/conformance/recorded.ts';
import type { Recorded } from '../../test/conformance/recorded.ts';

/** Random expressions, as cel-go 0.26 evaluates them, with the API server's costs. */
const recorded = JSON.parse(readFileSync(new URL('cel-go.json', import.meta.url), 'utf8')) as Readonly<
  Record<keyof typeof versions, readonly Recorded[]>
>;

describe.each(['language', 'kubernetes', 'specification'] as const)('as recorded for %s', (name) => {
  const environment = extended(versions[name]);

  test.each(recorded[name].map((row) => ({ expression: row[0], row })))('$expression', ({ row }) => {
    const [expression, value] = row;
    expect(record(expression, environment)).toEqual(row);
    if (value !== null) expect(uncounted(expression, environment)).toBe(value);
  });
});
