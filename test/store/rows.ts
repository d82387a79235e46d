import { hash } from 'node:crypto';
import type { FindingRow, JudgedResource, OpenQuery, RunStart } from '../../src/operations/store-port.ts';

/** The objects of the shop that the tests record. */
export const checkout: JudgedResource = {
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'checkout',
  owner: 'payments-team',
};
export const payments: JudgedResource = { ...checkout, name: 'payments', namespace: 'pay', owner: null };
export const node: JudgedResource = { group: '', kind: 'Node', namespace: null, name: 'one', owner: null };

/** The start of a run on a day of January 2026. */
export function startOn(
  day: number,
  policies: readonly string[] = ['host-pid', 'host-ipc'],
  target = 'shop',
): RunStart {
  return {
    target,
    at: Date.UTC(2026, 0, day),
    by: 'jane',
    version: '0.1.0',
    policies: policies.map((id) => ({ id, code: null, category: 'security' })),
  };
}

/** A finding of a policy; the same `fault` is the same fingerprint. */
export function row(policy: string, fault: string, more: Partial<FindingRow> = {}): FindingRow {
  return {
    fingerprint: hash('sha256', `${policy} ${fault}`).slice(0, 32),
    policy,
    result: 'fail',
    severity: 'high',
    message: `${policy} at ${fault}`,
    path: '/spec/hostPID',
    file: 'shop.yaml',
    line: 3,
    risk: 'low',
    exception: null,
    ...more,
  };
}

/** Every open finding. */
export const everything: OpenQuery = {
  policy: null,
  severity: null,
  category: null,
  namespace: null,
  owner: null,
  limit: 1000,
  offset: 0,
};
