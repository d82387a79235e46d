/** The severities of `PolicyReport` results, mildest first. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

/** How bad a finding is, in the words of `PolicyReport`. */
export type Severity = (typeof severities)[number];

/** Whether a severity is at or above a threshold. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}
