import type { JsonObject } from '../core/json.ts';
import type { About } from '../core/policy.ts';
import { nameOf, type Resource } from '../core/resource.ts';
import { severities, type Severity } from '../core/severity.ts';
import { objectAt, textAt } from './fields.ts';

const kyverno = 'policies.kyverno.io';

/** What annotations of Kyverno's policy library say of a policy; what none says is plain. */
export function aboutKyverno(object: Resource, rule: string | null, variantOf: string | null): About {
  const notes = annotationsOf(object);
  const severity = textAt(notes, `${kyverno}/severity`);
  return {
    title: textAt(notes, `${kyverno}/title`) ?? nameOf(object),
    severity: isSeverity(severity) ? severity : 'medium',
    category: textAt(notes, `${kyverno}/category`) ?? 'security',
    code: null,
    rule,
    variantOf,
    source: null,
    remediation: null,
    ...(textAt(notes, `${kyverno}/scored`) === 'false' && { scored: false as const }),
  };
}

/** An object's annotations. */
export function annotationsOf(object: Resource): JsonObject {
  return objectAt(objectAt(object, 'metadata'), 'annotations');
}

function isSeverity(text: string | null): text is Severity {
  return text !== null && (severities as readonly string[]).includes(text);
}
