import { expect, test } from 'vitest';
import type { Placed } from '../../check/findings.ts';
import type { Finding, Result, Unplaced } from '../../core/finding.ts';
import type { Judged } from '../judging/judge-resource.ts';
import { watchRun } from './record-run.ts';
import type { FindingRow, JudgedResource, Recording } from '../store-port.ts';
import { createTally } from '../judging/tally.ts';

function finding(result: Result): Unplaced {
  return {
    policy: 'host-pid',
    rule: null,
    code: null,
    validation: 'a',
    result,
    severity: 'high',
    category: 'security',
    message: 'it quotes a secret',
    remediation: null,
    fix: { risk: 'low' },
    resource: { apiVersion: 'v1', kind: 'Pod', namespace: null, name: 'a' },
    path: '/spec',
    exception: null,
    covers: [],
  };
}

const results: readonly Result[] = ['pass', 'fail', 'warn', 'error', 'skip'];
const placed: Placed = {
  resource: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { team: 'shop' } } },
  named: { apiVersion: 'v1', kind: 'Pod', namespace: null, name: '' },
  file: 'a.yaml',
  document: 2,
  base: '',
  locate: () => ({ line: 1, column: 1 }),
};

function watched(showAll: boolean) {
  const rows: FindingRow[] = [];
  const resources: JudgedResource[] = [];
  const recording = {
    resource: (resource: JudgedResource) => resources.push(resource),
    finding: (_: number, row: FindingRow) => void rows.push(row),
  } as unknown as Recording;
  const place = (found: Unplaced): Finding => ({
    ...found,
    message: 'it quotes •••',
    location: { file: 'a.yaml', line: 7, column: 1 },
    anchor: () => 'x',
  });
  const judged: Judged = {
    findings: results.map(finding),
    notes: [],
    later: null,
    place,
    mask: (line) => line,
  };
  const seen = watchRun(recording, showAll).see(judged, placed, createTally());
  return { rows, resources, shown: seen.findings.map(({ result }) => result) };
}

test('a finding is recorded as it is shown, without what must not be', () => {
  const { rows } = watched(false);
  expect(rows.map(({ result, message, line }) => [result, message, line])).toEqual([
    ['fail', 'it quotes •••', 7],
    ['warn', 'it quotes •••', 7],
    ['error', '', 0],
    ['skip', '', 0],
  ]);
});

test('what is shown does not change because it is recorded', () => {
  expect(watched(false).shown).toEqual(['fail', 'warn', 'error']);
  expect(watched(true).shown).toEqual(results);
});

test('an object without a name is recorded by where it stands, with who looks after it', () => {
  expect(watched(false).resources).toEqual([
    { group: '', kind: 'Pod', namespace: null, name: 'a.yaml#2', owner: 'shop' },
  ]);
});
