import type { Severity } from '../core/severity.ts';

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  negligible: 'info',
  none: 'info',
  info: 'info',
  informational: 'info',
};

/** A severity by the words of scanners, in any case of letters; null for `unknown` and every other word. */
export function severityOf(word: string | null): Severity | null {
  const lower = word?.toLowerCase() ?? '';
  return Object.hasOwn(words, lower) ? (words[lower] ?? null) : null;
}

/** A severity by its CVSS score, in the bands of CVSS 3.1, section 5; null where there is no score. */
export function severityOfScore(score: number | null): Severity | null {
  if (score === null || !(score >= 0 && score <= 10)) return null;
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}
