import type { JsonObject } from '../core/json.ts';
import type { Named, Policy, Validation } from '../core/policy.ts';
import { objectsAt, textAt } from './fields.ts';

/** A match condition or variable. */
function parseNamed(named: JsonObject): Named {
  return { name: textAt(named, 'name') ?? '', expression: textAt(named, 'expression') ?? '' };
}

/** An audit annotation, whose name is its key. */
function parseAuditAnnotation(annotation: JsonObject): Named {
  return { name: textAt(annotation, 'key') ?? '', expression: textAt(annotation, 'valueExpression') ?? '' };
}

/** A validation, called by its number where nobody gave it an id. */
export function parseValidation(ids: readonly string[] = []) {
  return (validation: JsonObject, index: number): Validation => ({
    id: ids[index] ?? `validation-${index + 1}`,
    expression: textAt(validation, 'expression') ?? '',
    message: textAt(validation, 'message'),
    messageExpression: textAt(validation, 'messageExpression'),
    reason: (textAt(validation, 'reason') ?? 'Invalid') as Validation['reason'],
  });
}

/** What a spec says in CEL besides validations and mutations, in the fields that all of these kinds share. */
export function parseExpressions(
  spec: JsonObject,
): Pick<Policy, 'conditions' | 'variables' | 'auditAnnotations' | 'onError'> {
  return {
    conditions: objectsAt(spec, 'matchConditions').map(parseNamed),
    variables: objectsAt(spec, 'variables').map(parseNamed),
    auditAnnotations: objectsAt(spec, 'auditAnnotations').map(parseAuditAnnotation),
    onError: textAt(spec, 'failurePolicy') === 'Ignore' ? 'Ignore' : 'Fail',
  };
}
