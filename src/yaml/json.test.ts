import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tooDeepInJson } from './json.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('JSON is too deep exactly below its depth, whatever its texts hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.string(), (value, text) => {
      const whole = { [`[{"\\${text}`]: [value, `]}\\"${text}\\`] };
      const json = JSON.stringify(whole);
      expect(tooDeepInJson(json, depthOf(whole))).toBe(-1);
      expect(tooDeepInJson(json, depthOf(whole) - 1)).toBeGreaterThanOrEqual(0);
    }),
  );
});
