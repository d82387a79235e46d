// Formats of `check` that other programs show: what a spreadsheet, a browser, a Markdown renderer and an API would do.
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRecords } from './csv-records.ts';
import { policyReportList } from './policy-report-schema.ts';
import { everyReport } from './reports.ts';
import { events, rendered } from './rendered.ts';

/** What a format wrote of every input, and of 300 runs that tell whatever hurts. */
async function texts(format: string): Promise<readonly string[]> {
  const random = fc.sample(events, { numRuns: 300, seed: 11 });
  return [
    ...(await everyReport()).map(({ reports }) => reports[format] ?? ''),
    ...(await Promise.all(random.map((told) => rendered(format, told)))),
  ];
}

test('every record of the CSV has as many cells as its head, and none is a formula', async () => {
  for (const text of await texts('csv')) {
    const records = csvRecords(text);
    expect(new Set(records.map((cells) => cells.length))).toEqual(new Set([18]));
    expect(
      records.flat().filter((cell) => /^[\s"']*[=+\-@|%＝＋－＠]/u.test(cell) && !cell.startsWith("'")),
    ).toEqual([]);
  }
});

test('GitLab gets a list of issues, each with what it asks for', async () => {
  const issue = {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string' },
      check_name: { type: 'string' },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  };
  const validate = new Ajv({ strict: true }).compile({ type: 'array', items: issue });
  for (const text of await texts('gitlab')) {
    const issues: unknown = JSON.parse(text);
    expect([validate(issues), validate.errors]).toEqual([true, null]);
  }
});

test('GitLab hears of what could not be judged, and of nothing that an exception lifts', async () => {
  const reports = new Map((await everyReport()).map(({ name, reports: all }) => [name, all['gitlab'] ?? '']));
  expect(reports.get('what cannot be read')).toContain('YAML_SYNTAX');
  expect(reports.get('exceptions')).not.toContain('privileged-container');
});

describe.each(['policyreport', 'openreports'] as const)('%s', (format) => {
  test('is a List of what its API takes, and its summaries are its results', async () => {
    const validate = new Ajv({ strict: true }).compile(policyReportList(format));
    for (const text of await texts(format)) {
      const list = JSON.parse(text) as {
        items: readonly { summary: Record<string, number>; results: readonly { result: string }[] }[];
      };
      expect([validate(list), validate.errors]).toEqual([true, null]);
      for (const { summary, results } of list.items) {
        const counted = Object.keys(summary).map(
          (name) => results.filter(({ result }) => result === name).length,
        );
        expect(Object.values(summary)).toEqual(counted);
      }
    }
  });

  test('gives each object one report, by one name', async () => {
    const [shop] = await everyReport();
    const { items } = JSON.parse(shop?.reports[format] ?? '') as {
      items: readonly { metadata: { name: string }; scope: object }[];
    };
    expect(items.length).toBeGreaterThan(3);
    expect(new Set(items.map(({ metadata }) => metadata.name)).size).toBe(items.length);
    expect(new Set(items.map(({ scope }) => JSON.stringify(scope))).size).toBe(items.length);
  });
});

test('a page has no script, no handler, no style of its own and nothing to load', async () => {
  for (const page of await texts('html')) {
    const tags = Array.from(page.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/gi), ([, name = '', rest = '']) => ({
      name: name.toLowerCase(),
      bare: rest.replaceAll(/"[^"]*"/g, '""'),
    }));
    const known =
      'html head meta title style body a header h1 h2 nav ul li main section span code bdi br p strong';
    expect(
      [...new Set(tags.map(({ name }) => name))].filter((name) => !known.split(' ').includes(name)),
    ).toEqual([]);
    expect(tags.filter(({ bare }) => /\s(?:on\w+|style|src|srcset)\s*=/i.test(bare))).toEqual([]);
    expect(page.isWellFormed()).toBe(true);
  }
});

test('every element of a page that is opened is closed', async () => {
  for (const page of await texts('html')) {
    const open: string[] = [];
    for (const [, slash, name = '', rest = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi)) {
      if (['meta', 'br'].includes(name) || rest.endsWith('/')) continue;
      if (slash === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  }
});

test('no name becomes markup, a link or a mention in Markdown', async () => {
  for (const text of await texts('markdown')) {
    const prose = text.replaceAll(/(?<![\\`])(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(prose).not.toMatch(/<[a-z!/]/i);
    expect(prose).not.toMatch(/(?<!\\)\]\(|:\/\/|@\w/);
    expect(prose.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  }
});
