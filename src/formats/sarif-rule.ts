import type { Result } from '../core/finding.ts';
import type { InputRule } from '../operations/deciding/input-rules.ts';
import type { Severity } from '../core/severity.ts';

// GitHub code scanning reads these numbers as CVSS-like bands.
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
};

/** A rule as a SARIF `reportingDescriptor`. */
export function descriptorOf({ id, code, title, why, severity, category, remedy }: InputRule): object {
  return {
    id,
    name: code ?? id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${remedy.advice}`, markdown: `${why}\n\n**What to do:** ${remedy.advice}` },
    defaultConfiguration: { level: levelOf('fail', severity) },
    properties: { 'security-severity': scores[severity], tags: [category] },
  };
}

/** SARIF section 3.27.10: a level other than `none` only where `kind` is `fail`. */
export function levelOf(result: Result, severity: Severity): string {
  if (result !== 'fail' && result !== 'warn') return 'none';
  if (result === 'warn' || severity === 'medium') return 'warning';
  return severity === 'high' || severity === 'critical' ? 'error' : 'note';
}
