// The five categories of the document: what their lists promise is kept by rules, in the table of the guide.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { rules } from '../../src/rules/index.ts';
import { container, judgeBy, podBearing, workload } from './judge.ts';

const guide = readFileSync('docs/configuration.md', 'utf8');
const table = guide.slice(guide.indexOf('## The five categories'), guide.indexOf('```yaml\nruleOverrides'));
const rows = table.split('\n').flatMap((line) => {
  const [, promise, kept] = /^\| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
  return promise === undefined || kept === undefined || promise === 'promise'
    ? []
    : [[promise, kept] as const];
});

test('every promise of the five lists has its row', () => {
  expect(rows).toHaveLength(25);
});

test.each(rows)('%s: its rules are there, and ask where the table says so', (_, kept) => {
  const named = [...kept.matchAll(/`([a-z-]+)`(\?)?/g)];
  if (named.length === 0) expect(kept).toMatch(/^not assessable from manifests/);
  for (const [, id, asks] of named) {
    const rule = rules.find((one) => one.id === id);
    const isOpen = Object.values(rule?.ask ?? {}).some((question) => question.default === undefined);
    expect([id, rule !== undefined, isOpen]).toEqual([id, true, asks !== undefined]);
  }
});

describe('what the organization has to say first', () => {
  const asking = [
    'data-classification-missing',
    'audit-logging-undeclared',
    'cost-labels-missing',
    'monitoring-undeclared',
    'documentation-missing',
  ];
  const objects = podBearing.map((kind) => workload(kind, { containers: [container()] }).object);
  const answered = (marks: readonly string[]): JsonObject => ({
    ruleOverrides: Object.fromEntries(asking.map((id) => [id, { answers: { marks } }])),
  });

  test('is skipped without an answer, and never passes', async () => {
    const { summary } = await judgeBy({}, objects, { rules: asking });
    expect(summary).toMatchObject({ pass: 0, fail: 0, skip: 3 * 8 + 2 * 3 });
  });

  test('is judged with one, on all kinds', async () => {
    const { summary } = await judgeBy(answered(['shop.example/any']), objects, { rules: asking });
    expect(summary).toMatchObject({ pass: 0, skip: 0, fail: 3 * 8 + 2 * 3 });
    const kept = await judgeBy(answered(['shop.example/any|app=checkout']), objects, { rules: asking });
    expect(kept.summary).toMatchObject({ fail: 0, error: 0, pass: 3 * 8 + 2 * 3 });
  });
});
