import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatsOf, renderOutput } from '../../src/formats/output.ts';
import type { ReportResult } from '../../src/operations/report.ts';
import { complianceReportJson } from '../../src/formats/compliance-report-json.ts';
import { csvRecords } from '../formats/csv-records.ts';
import { policyReportList } from '../formats/policy-report-schema.ts';
import { eventful } from './eventful.ts';
import { hostile, hostileReport } from './hostile.ts';
import { about, reportOf, type Row } from './matrix.ts';

const formats = ['text', 'json', 'markdown', 'html', 'csv', 'policyreport', 'openreports'];

function shown(format: string, result: ReportResult): Promise<string> {
  return renderOutput('report', format, result, false);
}

function result(rows: readonly Row[]): ReportResult {
  return { report: reportOf(rows), gate: null, judged: true };
}

test('these are the formats of a report', () => {
  expect(formatsOf('report')).toEqual(formats);
});

describe('text', () => {
  test('begins as the sample of the document does', async () => {
    const failing = [
      ...Array.from({ length: 2 }, () => 'critical' as const),
      ...Array.from({ length: 3 }, () => 'high' as const),
      'medium' as const,
    ];
    const rows: readonly Row[] = [
      ...failing.map((severity, index) => ({
        rule: about(`bad-${index}`, severity, index % 2 === 0 ? 'security' : 'operations'),
        verdicts: ['fail' as const],
      })),
      ...Array.from({ length: 39 }, (_, index) => ({
        rule: about(`good-${index}`),
        verdicts: ['pass' as const],
      })),
    ];
    const text = await shown('text', result(rows));
    expect(text.slice(0, text.indexOf('\n\nScores'))).toBe(`📊 Compliance Report for Production Namespace

Generated: 2025-09-13T10:30:00Z
Cluster: production-cluster
Overall Compliance: 87% 🟡

Policy Evaluation Summary:
- Total Rules Evaluated: 45
- Rules Passed: 39 ✅
- Rules Failed: 6 ❌

Violations by Severity:
- 🚨 CRITICAL: 2
- 🔴 HIGH: 3
- 🟠 MEDIUM: 1
- 🟡 LOW: 0

Recommendations:
🔒 Security: Mend bad-0. (bad-0, 1 resource)
⚙️ Operations: Mend bad-1. (bad-1, 1 resource)
🔧 Auto-fix: 6 violations can be automatically fixed`);
  });

  test('never shows a hundred where something is broken', async () => {
    const passing = Array.from({ length: 400 }, () => 'pass' as const);
    const text = await shown('text', result([{ rule: about('a'), verdicts: [...passing, 'fail'] }]));
    expect(text).toContain('Overall Compliance: 99% 🟢');
  });
});

describe.each(formats)('%s', (format) => {
  test('never says that somebody is compliant', async () => {
    const text = await shown(format, result([{ rule: about('a'), verdicts: ['pass'] }]));
    expect(text).not.toMatch(/\bcompliant\b/i);
  });

  test('shows a report on nothing', async () => {
    const text = await shown(format, result([]));
    expect(text.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/NaN|undefined|\b100\b ?%/);
  });

  test('holds no control character but line breaks, and no half of a character', async () => {
    const text = await shown(format, hostileReport());
    expect(text.replaceAll(/\r\n|\n/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    expect(text.isWellFormed()).toBe(true);
  });
});

test('a spreadsheet finds no formula in the CSV', async () => {
  const records = csvRecords(await shown('csv', hostileReport()));
  expect(new Set(records.map((cells) => cells.length))).toEqual(new Set([12]));
  const formulas = records.flat().filter((cell) => /^[\s"]*[=+\-@|%＝＋－＠]/u.test(cell));
  expect(formulas).toEqual([]);
  expect(records.flat()).toContain(`'${hostile[0]}`);
});

describe('HTML', () => {
  test('has no script, no handler, no style of its own and nothing to load', async () => {
    const page = await shown('html', hostileReport());
    const tags = Array.from(page.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/gi), ([, name = '', rest = '']) => ({
      name: name.toLowerCase(),
      // What stands between quotes is text.
      rest,
      bare: rest.replaceAll(/"[^"]*"/g, '""'),
    }));
    const names = new Set(tags.map(({ name }) => name));
    for (const forbidden of ['script', 'img', 'iframe', 'object', 'embed', 'form', 'link', 'base'])
      expect(names).not.toContain(forbidden);
    expect(tags.filter(({ bare }) => /\s(?:on\w+|style|src|srcset)\s*=/i.test(bare))).toEqual([]);
    const links = tags.flatMap(({ name, rest }) =>
      name === 'a' ? [/href="([^"]*)"/.exec(rest)?.[1] ?? ''] : [],
    );
    expect(links.filter((href) => !/^(?:#|https:\/\/)/.test(href))).toEqual([]);
  });

  test('forbids by its policy whatever it does not have', async () => {
    const page = await shown('html', result([]));
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'$/,
    );
  });

  test('says that nothing was judged', async () => {
    expect(await shown('html', result([]))).toContain('Nothing to judge.');
  });
});

test('no name becomes markup, a link or a mention in Markdown', async () => {
  const text = await shown('markdown', hostileReport());
  const prose = text.replaceAll(/(`+)[^`][\s\S]*?\1/g, '');
  expect(prose).not.toMatch(/<(?!br>)[a-z!/]/i);
  expect(prose).not.toMatch(/(?<!\\)\]\(/);
  expect(prose).not.toMatch(/https?:\/\//);
  expect(prose).not.toMatch(/(?<!&)#\d|@\w/);
  const headings = text.split('\n').filter((line) => line.startsWith('# '));
  expect(headings).toHaveLength(1);
});

test('every table of the Markdown has as many cells in each row as in its head', async () => {
  const text = await shown('markdown', hostileReport());
  const tables = text.split('\n\n').filter((block) => block.startsWith('| '));
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    const widths = table.split('\n').map((row) => row.replaceAll(/\\./g, '').split('|').length);
    expect(new Set(widths).size).toBe(1);
  }
});

test.each(['policyreport', 'openreports'] as const)('%s is what its API takes', async (format) => {
  const list: unknown = JSON.parse(await shown(format, hostileReport()));
  const validate = new Ajv({ strict: true }).compile(policyReportList(format));
  expect([validate(list), validate.errors]).toEqual([true, null]);
});

test('JSON is what its schema says, no more and no less', async () => {
  for (const one of [hostileReport(), eventful, result([])])
    expect(
      z.strictObject(complianceReportJson.shape).safeParse(JSON.parse(await shown('json', one))).error,
    ).toBeUndefined();
  const schema = JSON.parse(readFileSync('schemas/compliance-report.schema.json', 'utf8')) as object;
  const validate = new Ajv({ strict: true }).compile(schema);
  expect([validate(JSON.parse(await shown('json', eventful))), validate.errors]).toEqual([true, null]);
});

test('JSON gives every number that the page shows', async () => {
  const { report } = hostileReport();
  const json = JSON.parse(await shown('json', hostileReport())) as Record<string, unknown>;
  expect(json).toMatchObject({ apiVersion: 'writ/v1', kind: 'ComplianceReport', gate: { isMet: false } });
  expect(json['scores']).toEqual(report.scores);
  expect(json['frameworks']).toHaveLength(1);
});
