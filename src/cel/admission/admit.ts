import { withComposition, withoutVariables } from '../environment/derive.ts';
import type { Environment } from '../environment/environment.ts';
import { bool, dyn, nullType, string } from '../type.ts';
import type { Type } from '../type.ts';
import { admitExpression } from './admit-expression.ts';
import type { Admission, FieldProblem } from './admit-expression.ts';
import { auditAnnotationCountLimit, auditExpressionSizeLimit, matchConditionCountLimit } from './limits.ts';
import { isCelIdentifier, isQualifiedName } from './name.ts';

/** The parts of a ValidatingAdmissionPolicy's spec that hold expressions; `paramKind` tells whether it has one. */
export interface AdmittedPolicy {
  /** Its metadata's name, of which keys of audit annotations become a part. */
  readonly name?: string;
  readonly paramKind?: boolean;
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations?: readonly AdmittedValidation[];
  readonly auditAnnotations?: readonly {
    readonly key: string;
    readonly valueExpression: string;
  }[];
}

/** A validation as written. */
export interface AdmittedValidation {
  readonly expression: string;
  readonly message?: string | null;
  readonly messageExpression?: string | null;
  readonly reason?: string | null;
}

/** All that an API server would refuse of a policy when it is created, field by field, in its words. */
export function admit(policy: AdmittedPolicy, environment: Environment): readonly FieldProblem[] {
  const params = policy.paramKind === true ? [] : ['params'];
  const stateless = withoutVariables(environment, [...params, 'variables']);
  const problems: FieldProblem[] = [];
  admitMatchConditions(policy, { environment: stateless, problems });
  const composed = admitVariables(policy, { environment: stateless, problems });
  const rest: Admission = { environment: composed, problems };
  if ((policy.validations ?? []).length === 0 && (policy.auditAnnotations ?? []).length === 0) {
    for (const field of ['validations', 'auditAnnotations']) {
      const detail = 'validations or auditAnnotations must contain at least one item';
      required(rest, `spec.${field}`, detail);
    }
  }
  for (const [index, validation] of (policy.validations ?? []).entries()) {
    admitValidation(validation, `spec.validations[${index}]`, rest);
  }
  admitAuditAnnotations(policy, rest);
  return problems;
}

function admitMatchConditions(policy: AdmittedPolicy, admission: Admission): void {
  const conditions = policy.matchConditions ?? [];
  const field = 'spec.matchConditions';
  if (conditions.length > matchConditionCountLimit) {
    const message = `Too many: ${conditions.length}: must have at most ${matchConditionCountLimit} items`;
    admission.problems.push({ field, code: 'too-many', message });
  }
  const seen = new Set<string>();
  for (const [index, { name, expression }] of conditions.entries()) {
    const at = `${field}[${index}]`;
    admitExpression(expression.trim(), `${at}.expression`, [bool], admission);
    if (name === '') {
      required(admission, `${at}.name`, '');
    } else if (!isQualifiedName(name)) {
      invalid(admission, `${at}.name`, 'name part must consist of alphanumeric characters');
    }
    duplicate(seen, name, `${at}.name`, admission);
  }
}

/** Checks the variables in order and gives the environment in which each is known to what follows. */
function admitVariables(policy: AdmittedPolicy, admission: Admission): Environment {
  const variables = policy.variables ?? [];
  // Without variables an API server does not know the word at all.
  if (variables.length === 0) {
    return admission.environment;
  }
  const fields: Record<string, Type> = {};
  let environment = withComposition(admission.environment, fields);
  for (const [index, { name, expression }] of variables.entries()) {
    const at = `spec.variables[${index}]`;
    if (name.trim() === '') {
      required(admission, `${at}.name`, 'name is not specified');
    } else if (!isCelIdentifier(name)) {
      invalid(admission, `${at}.name`, 'must be a valid CEL identifier');
    }
    const type = admitExpression(expression, `${at}.expression`, 'any', {
      environment,
      problems: admission.problems,
    });
    Object.defineProperty(fields, name, {
      value: declaredType(type ?? dyn),
      enumerable: true,
      configurable: true,
    });
    environment = withComposition(admission.environment, fields);
  }
  return environment;
}

function admitValidation(validation: AdmittedValidation, at: string, admission: Admission): void {
  admitExpression(validation.expression, `${at}.expression`, [bool], admission);
  const { message, messageExpression, reason } = validation;
  if (typeof messageExpression === 'string' && messageExpression !== '') {
    if (messageExpression.trim() === '') {
      invalid(admission, `${at}.messageExpression`, 'must be non-empty if specified');
    } else {
      // What a user is told must not depend on what that user may do.
      const names = ['authorizer', 'authorizer.requestResource'];
      const environment = withoutVariables(admission.environment, names);
      const { problems } = admission;
      const field = `${at}.messageExpression`;
      admitExpression(messageExpression, field, [string], { environment, problems });
    }
  }
  admitMessage(message ?? '', `${at}.message`, admission);
  admitReason(reason ?? null, `${at}.reason`, admission);
}

function admitMessage(message: string, field: string, admission: Admission): void {
  if (message !== '' && message.trim() === '') {
    invalid(admission, field, 'must be non-empty if specified');
  } else if (/[\n\r]/.test(message.trim())) {
    invalid(admission, field, 'must not contain line breaks');
  }
}

const reasons: readonly string[] = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];

function admitReason(reason: string | null, field: string, { problems }: Admission): void {
  if (reason !== null && !reasons.includes(reason)) {
    const supported = reasons.map((name) => `"${name}"`).join(', ');
    const message = `Unsupported value: "${reason}": supported values: ${supported}`;
    problems.push({ field, code: 'unsupported', message });
  }
}

function admitAuditAnnotations(policy: AdmittedPolicy, admission: Admission): void {
  const annotations = policy.auditAnnotations ?? [];
  const field = 'spec.auditAnnotations';
  if (annotations.length > auditAnnotationCountLimit) {
    const detail = `must not have more than ${auditAnnotationCountLimit} auditAnnotations`;
    invalid(admission, field, detail);
  }
  const seen = new Set<string>();
  for (const [index, { key, valueExpression }] of annotations.entries()) {
    const at = `${field}[${index}]`;
    if (!isQualifiedName(`${policy.name ?? 'policy'}/${key}`)) {
      invalid(admission, `${at}.key`, 'name part must consist of alphanumeric characters');
    }
    const trimmed = valueExpression.trim();
    if (new TextEncoder().encode(trimmed).length > auditExpressionSizeLimit) {
      const detail = `must not exceed ${auditExpressionSizeLimit} bytes in length`;
      required(admission, `${at}.valueExpression`, detail);
    } else {
      admitExpression(trimmed, `${at}.valueExpression`, [string, nullType], admission);
    }
    duplicate(seen, key, `${at}.key`, admission);
  }
}

/** The type under which a variable is known to other expressions: what is not simple becomes `dyn`. */
function declaredType(type: Type): Type {
  switch (type.kind) {
    case 'list':
      return { kind: 'list', element: declaredType(type.element) };
    case 'map':
      return { kind: 'map', key: declaredType(type.key), value: declaredType(type.value) };
    case 'optional':
    case 'type':
    case 'param':
    case 'object':
    case 'opaque':
    case 'error':
      return dyn;
    default:
      return type;
  }
}

function required({ problems }: Admission, field: string, detail: string): void {
  const message = detail === '' ? 'Required value' : `Required value: ${detail}`;
  problems.push({ field, code: 'required', message });
}

function invalid({ problems }: Admission, field: string, message: string): void {
  problems.push({ field, code: 'invalid', message });
}

function duplicate(seen: Set<string>, name: string, field: string, admission: Admission): void {
  if (name !== '' && seen.has(name)) {
    const message = `Duplicate value: "${name}"`;
    admission.problems.push({ field, code: 'duplicate', message });
  }
  seen.add(name);
}
