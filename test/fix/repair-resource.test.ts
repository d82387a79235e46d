import { describe, expect, test } from 'vitest';
import { applyPatch } from '../../src/fix/apply-patch.ts';
import { brokenBy, fixable, repair } from './every-fix.ts';

describe('the fix of', () => {
  test.each(fixable.map((rule) => [rule.id, rule] as const))(
    '%s ends its findings and does no harm',
    (id, rule) => {
      const broken = brokenBy(rule);
      expect(broken).not.toHaveLength(0);
      for (const resource of broken) {
        const repaired = repair(resource, [rule]);
        expect(repaired.left.map(({ why }) => why)).toEqual([]);
        expect(repaired.faults.after.has(id)).toBe(false);
        expect(applyPatch(resource, repaired.patch)).toEqual(repaired.after);
        expect(applyPatch(repaired.after, repaired.inverse)).toEqual(resource);
        expect(repair(repaired.after, [rule]).patch).toEqual([]);
      }
    },
  );
});

test('all fixes together end what each ends alone', () => {
  for (const rule of fixable)
    for (const { resource } of rule.prove.fail) {
      const { faults, left, after } = repair(resource, fixable);
      const still = fixable.filter(({ id }) => faults.after.has(id)).map(({ id }) => id);
      expect(still).toEqual(left.map((one) => one.rule.id));
      expect(repair(after, fixable).patch).toEqual([]);
    }
});
