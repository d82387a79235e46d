import type { JsonObject } from '../core/json.ts';
import type { Policy } from '../core/policy.ts';

/** What Kyverno's reports show of a policy, as the annotations that they read. */
export function kyvernoNotes({ about }: Policy): JsonObject {
  const { title, severity, category, remediation, scored } = about;
  return {
    'policies.kyverno.io/title': title,
    'policies.kyverno.io/category': category,
    'policies.kyverno.io/severity': severity,
    ...(remediation !== null && { 'policies.kyverno.io/description': remediation }),
    ...(scored === false && { 'policies.kyverno.io/scored': 'false' }),
  };
}
