import { expect, test } from 'vitest';
import { suppressions } from './suppressions.ts';

function read(text: string): ReturnType<typeof suppressions> {
  return suppressions({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { annotations: { 'writ.dev/ignore': text } },
  });
}

test('several are separated by semicolons; one may be for a container only; date and reason come in any order', () => {
  const { accepted, refused } = read(
    'host-path until=2027-01-31 reason=vendor agent; KP001[agent] reason=it mounts disks until=2028-02-29 ;',
  );
  expect(refused).toEqual([]);
  expect(accepted).toEqual([
    { rule: 'host-path', container: null, until: '2027-01-31', reason: 'vendor agent' },
    { rule: 'KP001', container: 'agent', until: '2028-02-29', reason: 'it mounts disks' },
  ]);
});

test.each([
  ['host-path', 'it has no date: add until=YYYY-MM-DD'],
  ['host-path until=2027-01-31', 'it has no reason: add reason=…'],
  ['host-path until=2027-01-31 reason=', 'it has no reason: add reason=…'],
  ['host-path until=2027-02-29 reason=x', '`2027-02-29` is no date: write it as YYYY-MM-DD'],
  ['host-path until=10000-01-01 reason=x', '`10000-01-01` is no date: write it as YYYY-MM-DD'],
  ['host-path until=2027-01-31 until=2020-01-31 reason=x', 'it has two dates'],
  ['* until=2027-01-31 reason=x', 'it does not begin with a rule'],
  ['a[] until=2027-01-31 reason=x', 'it does not begin with a rule'],
  ['a, b until=2027-01-31 reason=x', 'several rules are separated by `;`, each with its own date and reason'],
])('%s does not count: %s', (text, why) => {
  expect(read(text)).toEqual({ accepted: [], refused: [{ text, why }] });
});

test('a reason of a megabyte is read in no time', () => {
  const started = performance.now();
  read(`host-path ${' until=reason='.repeat(80_000)}`);
  read(`host-path until=2027-01-31 reason=${' reason= until'.repeat(80_000)}`);
  expect(performance.now() - started).toBeLessThan(500);
});
