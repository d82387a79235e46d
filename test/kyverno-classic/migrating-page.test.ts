import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/core/json.ts';
import { translatedFunctions } from '../../src/dialects/kyverno-classic/functions.ts';
import { translateRule } from '../../src/dialects/kyverno-classic/translate-rule.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/migrating-classic.md'), 'utf8');

/** The rows of the table below a heading, their cells as plain text. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  return body
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(plain),
    );
}

function plain(cell: string): string {
  return cell
    .trim()
    .replaceAll(/^`|`$/g, '')
    .replaceAll(String.raw`\|`, '|');
}

function expressionOf(validate: JsonObject): string {
  const result = translateRule({ name: 'r', validate }, { policy: 'p', rule: 'r' });
  return result.ok ? (result.validations[0]?.expression ?? '') : JSON.stringify(result.refused);
}

test.each(rowsOf('Patterns').map(([pattern = '', expression = '']) => [pattern, expression] as const))(
  'the page says rightly what becomes of %s',
  (pattern, expression) => {
    expect(expressionOf({ pattern: parse(pattern) as JsonObject })).toBe(expression);
  },
);

test.each(rowsOf('Conditions').map((cells) => [cells.slice(0, 3).join(' '), cells] as const))(
  'the page says rightly what becomes of %s',
  (_name, [key = '', operator = '', value = '', expression = '']) => {
    const condition = { key, operator, value: parse(value) as string };
    expect(expressionOf({ deny: { conditions: { all: [condition] } } })).toBe(expression);
  },
);

test('the page lists every function that is translated, and no other', () => {
  const [, cells = ''] = /^\| functions \| (.*) \|$/m.exec(page) ?? [];
  expect(Array.from(cells.matchAll(/`(\w+)`/g), ([, name]) => name)).toEqual(translatedFunctions);
});

test('the tables are there', () => {
  expect([rowsOf('Patterns').length, rowsOf('Conditions').length]).toEqual([8, 5]);
});
