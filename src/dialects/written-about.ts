import type { JsonObject, JsonValue } from '../core/json.ts';
import type { About, Policy } from '../core/policy.ts';
import { severities, type Severity } from '../core/severity.ts';
import { textAt } from './fields.ts';

/** Annotations that keep what is shown of a policy and never evaluated. */
export const annotations = {
  /** The id under which the policy is known here. */
  id: 'writ.dev/rule',
  rule: 'writ.dev/rule-name',
  code: 'writ.dev/code',
  title: 'writ.dev/title',
  severity: 'writ.dev/severity',
  category: 'writ.dev/category',
  remediation: 'writ.dev/remediation',
  variantOf: 'writ.dev/variant-of',
  /** Ids of the validations, in order. */
  checks: 'writ.dev/checks',
} as const;

const shown = ['rule', 'code', 'title', 'severity', 'category', 'remediation', 'variantOf'] as const;

/** What is shown of a policy, as annotations of the object that it becomes. */
export function renderAbout({
  id,
  about,
  validations,
}: Pick<Policy, 'id' | 'about' | 'validations'>): JsonObject {
  const entries = shown.map((field): [string, JsonValue] => [annotations[field], about[field]]);
  const checks = validations.map((validation) => validation.id).join(',');
  return Object.fromEntries([
    [annotations.id, id],
    ...entries.filter(([, value]) => value !== null),
    [annotations.checks, checks],
  ]);
}

/** What an object's annotations tell of a policy that was written here; null of anybody else's. */
export function readWritten(
  notes: JsonObject,
): { readonly id: string | null; readonly checks: readonly string[] } | null {
  const checks = textAt(notes, annotations.checks);
  return checks === null ? null : { id: textAt(notes, annotations.id), checks: checks.split(',') };
}

/** What is shown of a policy, by the annotations of its object. */
export function parseAbout(name: string, notes: JsonObject): About {
  const severity = textAt(notes, annotations.severity);
  return {
    title: textAt(notes, annotations.title) ?? name,
    severity: isSeverity(severity) ? severity : 'medium',
    category: textAt(notes, annotations.category) ?? 'security',
    code: textAt(notes, annotations.code),
    rule: textAt(notes, annotations.rule),
    variantOf: textAt(notes, annotations.variantOf),
    source: null,
    remediation: textAt(notes, annotations.remediation),
  };
}

function isSeverity(text: string | null): text is Severity {
  return text !== null && (severities as readonly string[]).includes(text);
}
