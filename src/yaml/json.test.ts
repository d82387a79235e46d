import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateInJson, tooDeepInJson } from './json.ts';
import type { YamlValue } from './value.ts';

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

test('a key that stands twice is found at its second place, and none where each stands once', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string(), (value, key) => {
      const quoted = JSON.stringify(key);
      const once = `{"a\\":": [${JSON.stringify(value)}, {${quoted} : {${quoted}: "\\": {"}}]}`;
      expect(duplicateInJson(once, JSON.parse(once) as YamlValue)).toBe(-1);
      const twice = `[{${quoted}:1, ${quoted}:${once}}]`;
      expect(duplicateInJson(twice, JSON.parse(twice) as YamlValue)).toBe(`[{${quoted}:1, `.length);
    }),
  );
});

test.each([
  ['{"\\u0061": 1, "a": 2}', 14],
  ['{"__proto__": 1, "__proto__": 2}', 17],
])('%s has a key twice', (text, at) => {
  expect(duplicateInJson(text, JSON.parse(text) as YamlValue)).toBe(at);
});
