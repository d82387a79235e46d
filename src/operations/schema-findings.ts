import { fingerprint } from '../check/fingerprint.ts';
import { identify, type Placed } from '../check/findings.ts';
import type { Finding } from '../core/finding.ts';
import type { Schema } from '../schema/schema.ts';
import { validate } from '../schema/validate.ts';

const codes = { 'unknown-field': 'KS001', 'wrong-type': 'KS002' } as const;

const advice = {
  'unknown-field': 'Correct the name, or remove the field: the API server drops or refuses it.',
  'wrong-type': 'Write a value of the type that the field has: the API server refuses this one.',
} as const;

/** Fields that the schema does not know and values that it does not take; on in every profile. */
export function schemaFindings(schema: Schema, placed: Placed): readonly Finding[] {
  return validate(placed.resource, schema).map(({ code, pointer, message }): Finding => {
    const resource = identify(placed.resource);
    const name = resource.name === '' ? `${placed.file}#${placed.document}` : resource.name;
    return {
      policy: code,
      rule: null,
      code: codes[code],
      validation: code,
      result: 'fail',
      severity: 'medium',
      category: 'operations',
      message,
      remediation: advice[code],
      fix: null,
      resource,
      path: pointer,
      location: { file: placed.file, ...placed.locate(pointer) },
      fingerprint: fingerprint({
        policy: code,
        validation: code,
        resource: placed.resource,
        namespace: resource.namespace,
        name,
        path: pointer,
      }),
      exception: null,
      covers: [],
    };
  });
}
