import type { Placed } from '../../check/findings.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { Schema } from '../../schema/schema.ts';
import { validate } from '../../schema/validate.ts';

/** What the schema finds, and its code. */
export const schemaCodes = { 'unknown-field': 'KS001', 'wrong-type': 'KS002' } as const;

const advice = {
  'unknown-field': 'Correct the name, or remove the field: the API server drops or refuses it.',
  'wrong-type': 'Write a value of the type that the field has: the API server refuses this one.',
} as const;

/** Fields that the schema does not know and values that it does not take; on in every profile. */
export function schemaFindings(schema: Schema, placed: Placed): readonly Unplaced[] {
  return validate(placed.resource, schema).map(({ code, pointer, message }) => ({
    policy: code,
    rule: null,
    code: schemaCodes[code],
    validation: code,
    result: 'fail',
    severity: 'medium',
    category: 'operations',
    message,
    remediation: advice[code],
    fix: null,
    resource: placed.named,
    path: pointer,
    exception: null,
    covers: [],
  }));
}
