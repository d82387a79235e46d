import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { clusterName, longestName, nameFor } from './cluster-name.ts';

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

test('a name is a label of Kubernetes, whatever the id is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 90 }), fc.string({ unit: 'binary' })), (id) => {
      const name = nameFor(id);
      expect(name).toMatch(label);
      expect(name.length).toBeLessThanOrEqual(longestName);
    }),
  );
});

test('ids that differ only in what a name leaves out have names of their own', () => {
  const changes = fc.constantFrom(
    (id: string) => id.toUpperCase(),
    (id: string) => id.replaceAll('-', '_'),
    (id: string) => id.replaceAll('-', '#'),
    (id: string) => `${id}-`,
    (id: string) => `${id}${'x'.repeat(60)}`,
    (id: string) => `ClusterPolicy/${id}`,
    (id: string) => `${id}~1`,
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][-a-z]{3,70}[a-z]$/), changes, changes, (id, one, other) => {
      const [a, b] = [one(id), other(id)];
      fc.pre(a !== b);
      expect(nameFor(a)).not.toBe(nameFor(b));
    }),
  );
});

test('every rule of the catalogue has a name of its own, which begins with its id', () => {
  const names = rules.map(({ id }) => nameFor(id));
  expect(new Set(names).size).toBe(rules.length);
  for (const [index, { id }] of rules.entries())
    expect(names[index]).toMatch(new RegExp(`^${id.slice(0, 54)}-`));
});

test('a policy of the same kind keeps the name under which it was read', () => {
  expect(clusterName('ValidatingPolicy/ours', 'ValidatingPolicy')).toBe('ours');
  expect(clusterName('ValidatingPolicy/ours@cronjobs', 'ValidatingPolicy')).toMatch(
    /^ours-cronjobs-[0-9a-f]{8}$/,
  );
  expect(clusterName('ClusterPolicy/ours#rule', 'ClusterPolicy')).toMatch(/^ours-rule-[0-9a-f]{8}$/);
  expect(clusterName('ClusterPolicy/ours', 'ValidatingPolicy')).toMatch(/^ours-[0-9a-f]{8}$/);
});
