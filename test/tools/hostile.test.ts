// Whatever is asked, the answer is one of the tool, or a refusal with a code: never a crash, never a wait.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { describe as described } from '../../src/operations/tools/list-tools.ts';
import { tools } from '../../src/operations/tools/tools.ts';
import { refusal } from './context.ts';
import { careless } from './deployments.ts';

const texts = fc.constantFrom(
  careless,
  '',
  '{}',
  '[]',
  '{"apiVersion":"apps/v1","kind":"Deployment"}',
  '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web-app","namespace":"production"},"spec":5}',
  '{"__proto__":{"a":1},"apiVersion":"v1","kind":"Pod","metadata":{"name":{"a":1}},"spec":{"containers":{"0":1}}}',
  'a: &a [*a]',
  '- - - - -',
  'kind: [',
  '\0',
  '['.repeat(5000),
  'customRules: [{ id: constructor }]',
);
const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
const values: fc.Arbitrary<JsonValue> = fc.oneof(
  anything,
  texts,
  fc.constantFrom<JsonValue>(
    'production',
    'web-app',
    'staging',
    true,
    0,
    -1,
    1e9,
    '../../etc/passwd',
    '__proto__',
  ),
  texts.map((text): JsonValue => [{ text }]),
);

test.each(tools.map((tool) => [tool.name, tool] as const))(
  '%s',
  async (name, tool) => {
    const { properties } = described(tool).inputSchema as { readonly properties?: object };
    const keys = fc.constantFrom(...Object.keys(properties ?? {}), 'sources', '__proto__', 'constructor');
    const object = fc.dictionary(keys, values, { maxKeys: 5 });
    const likely = fc.tuple(object, texts).map(([given, text]): JsonObject => ({
      namespace: 'production',
      deployment: 'web-app',
      sources: [{ text }],
      ...given,
    }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, object, likely), async (given) => {
        expect(await refusal(name, given)).toMatch(/^(?:[A-Z_]+: .|not refused$)/s);
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);
