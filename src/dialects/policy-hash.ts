import { hash } from 'node:crypto';
import type { JsonValue } from '../core/json.ts';
import type { Policy } from '../core/policy.ts';

/** 16 hex digits that change with anything in a policy that is evaluated, and with nothing that is only shown. */
export function policyHash(policy: Policy): string {
  const { scope, conditions, params, variables, validations, mutations, auditAnnotations, onError } = policy;
  const evaluated = {
    scope,
    conditions,
    params,
    variables,
    validations,
    mutations,
    auditAnnotations,
    onError,
  };
  return hash('sha256', JSON.stringify(ordered(evaluated as unknown as JsonValue))).slice(0, 16);
}

/** The same value with the fields of every object in one order. */
function ordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
