import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { applyDefaults } from './apply-defaults.ts';
import { itemsOf, type FieldSchema } from './field-schema.ts';
import { kubernetesSchema } from './kubernetes.ts';
import { apiVersionOf } from './schema.ts';
import { validate } from './validate.ts';

const schema = await kubernetesSchema();
const deepest = 6;

const scalars: Readonly<Record<string, readonly JsonValue[]>> = {
  string: ['', 'a', 'nginx:1', 'Always', 'None', 'job-name'],
  byte: ['', 'Yg=='],
  'date-time': ['2026-11-20T21:37:35Z'],
  integer: [0, 1, 80],
  number: [0, 0.5],
  boolean: [true, false],
  'int-or-string': [0, 1, '', '25%'],
  quantity: ['0', '1000m', '1024Mi', '0.5', '01', '1u'],
  any: [{}, { a: null }],
};

/** A value that a field takes, a few levels deep. */
function valueOf(field: FieldSchema, depth: number): fc.Arbitrary<JsonValue> {
  if (field.enum !== undefined) return fc.constantFrom(...field.enum);
  if (field.type === 'object') return objectOf(field.object ?? '', depth);
  if (field.type === 'list')
    return depth > deepest ? fc.constant([]) : fc.array(valueOf(itemsOf(field), depth + 1), { maxLength: 2 });
  if (field.type === 'map') {
    const keys = fc.constantFrom('cpu', 'memory', 'a.b/c', '__proto__');
    return fc.dictionary(keys, valueOf(itemsOf(field), depth + 1), { maxKeys: 2 });
  }
  return fc.constantFrom(...(scalars[field.format ?? ''] ?? scalars[field.type] ?? ['']));
}

function objectOf(name: string, depth: number): fc.Arbitrary<JsonValue> {
  const fields = [...(schema.type(name)?.fields ?? [])].filter(
    ([field]) => field !== 'kind' && field !== 'apiVersion',
  );
  if (depth > deepest) return fc.constant({});
  return fc
    .subarray(fields, { maxLength: Math.min(5, fields.length) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          chosen.map(([field, type]) => [
            field,
            fc.oneof(
              { weight: 9, arbitrary: valueOf(type, depth + 1) },
              { weight: 1, arbitrary: fc.constant(null) },
            ),
          ]),
        ),
      ),
    );
}

const kinds = schema.kinds.filter(({ resource }) => resource !== '');

test.each(kinds.map((kind) => [apiVersionOf(kind), kind.kind, kind.type] as const))(
  '%s %s: defaulting twice is defaulting once, and what comes out is valid',
  (apiVersion, kind, type) => {
    fc.assert(
      fc.property(objectOf(type, 0), (fields) => {
        const resource = { ...(fields as object), apiVersion, kind } as Resource;
        expect(validate(resource, schema)).toEqual([]);
        const once = applyDefaults(resource, schema);
        // A required choice that was missing is written as empty text, which is none of the choices.
        expect(validate(once, schema).filter(({ pointer }) => at(once, pointer) !== '')).toEqual([]);
        expect(applyDefaults(once, schema)).toEqual(once);
      }),
      { numRuns: 50 },
    );
  },
);
