import { expect, test } from 'vitest';
import { warningsIn } from './offer-object.ts';

test('warnings are told one by one, with what was quoted in them', () => {
  const header = String.raw`299 - "Validation failed for ValidatingAdmissionPolicy 'a' with binding 'b': say \"no\"", 299 - "unknown field \"x\""`;
  expect(warningsIn(header)).toEqual([
    `Validation failed for ValidatingAdmissionPolicy 'a' with binding 'b': say "no"`,
    'unknown field "x"',
  ]);
  expect(warningsIn(undefined)).toEqual([]);
});
