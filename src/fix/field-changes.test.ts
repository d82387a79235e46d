import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../core/json.ts';
import { fieldChanges, stateOf, takeBack } from './field-changes.ts';

const before = {
  spec: {
    hostPID: true,
    containers: [
      { name: 'a', securityContext: { capabilities: { add: ['X'] } } },
      { name: 'b', image: 'b' },
    ],
  },
};
const after = {
  spec: {
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      { name: 'a', securityContext: { capabilities: { drop: ['ALL'] } } },
      { name: 'b', image: 'b', securityContext: { privileged: false } },
    ],
  },
};
const changes = fieldChanges(before, after);

describe('a change by its fields', () => {
  test('says what each was, what was made for them, and whose place it was in', () => {
    expect(changes.fields).toEqual([
      { path: '/spec/hostPID', before: true },
      { path: '/spec/containers/0/securityContext/capabilities/add', before: ['X'] },
      { path: '/spec/containers/0/securityContext/capabilities/drop', after: ['ALL'] },
      { path: '/spec/containers/1/securityContext/privileged', after: false },
      { path: '/spec/securityContext/seccompProfile/type', after: 'RuntimeDefault' },
    ]);
    expect(changes.made).toEqual([
      '/spec/containers/1/securityContext',
      '/spec/securityContext',
      '/spec/securityContext/seccompProfile',
    ]);
    expect(changes.names).toEqual([
      { at: '/spec/containers/0', name: 'a' },
      { at: '/spec/containers/1', name: 'b' },
    ]);
  });

  test('knows whether it was made', () => {
    expect(stateOf(before, changes)).toBe('not made');
    expect(stateOf(after, changes)).toBe('made');
    expect(stateOf({ ...after, status: 1 }, changes)).toBe('made');
    expect(stateOf({ spec: { ...after.spec, hostPID: true } }, changes)).toBe('changed since');
    const swapped = { spec: { ...after.spec, containers: after.spec.containers.toReversed() } };
    expect(stateOf(swapped, changes)).toBe('changed since');
  });

  test('is taken back among other changes, which stay', () => {
    const others = {
      spec: { ...after.spec, replicas: 2, securityContext: { ...after.spec.securityContext, fsGroup: 1 } },
    };
    expect(takeBack(others, changes)).toEqual({
      spec: { ...before.spec, replicas: 2, securityContext: { fsGroup: 1 } },
    });
  });

  test('is taken back whatever it was', () => {
    fc.assert(
      fc.property(fc.object({ withBigInt: false }), fc.object(), (a, b) => {
        const [from, to] = [plain(a), plain(b)];
        const between = fieldChanges(from, to);
        expect(takeBack(to, between)).toEqual(from);
        expect(stateOf(from, between)).toBe('not made');
        if (between.fields.length > 0) expect(stateOf(to, between)).toBe('made');
      }),
    );
  });
});

function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonValue as JsonObject;
}
