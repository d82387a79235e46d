import { expect, test } from 'vitest';
import type { Inputs } from '../inputs.ts';
import { readAuditLogs } from './read-audit-log.ts';

const key = 'validation.policy.admission.k8s.io/validation_failure';
const time = '2026-11-20T10:00:00.000000Z';

function logged(...lines: readonly string[]): Inputs {
  return {
    upwards: () => null,
    async *open() {
      yield { name: 'audit.log', named: true, text: lines.join('\n') };
    },
  };
}

function event(policies: readonly string[], stage = 'ResponseComplete'): string {
  const failures = JSON.stringify(policies.map((policy) => ({ policy, message: 'm', expressionIndex: 0 })));
  return JSON.stringify({
    kind: 'Event',
    stage,
    requestReceivedTimestamp: time,
    annotations: { [key]: failures },
  });
}

test('each violation is told by its policy and time, once a request', async () => {
  const inputs = logged(event(['a', 'b'], 'RequestReceived'), event(['a', 'b']), '{"kind":"Event"}', '');
  const at = Date.parse(time);
  expect(await readAuditLogs(inputs, ['audit.log'])).toEqual([
    { policy: 'a', at },
    { policy: 'b', at },
  ]);
});

test('a line that is no event is told with its number', async () => {
  await expect(readAuditLogs(logged('', `{"validation_failure"`), ['audit.log'])).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    where: { file: 'audit.log', line: 2 },
  });
});

test('without a log nothing is read', async () => {
  expect(await readAuditLogs(logged(event(['a'])), [])).toEqual([]);
});
