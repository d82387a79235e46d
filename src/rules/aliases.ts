import type { Answers } from '../core/rule.ts';

/** What a name of the document “Policy as code” means here. */
export interface Alias {
  /** Every rule that belongs to it. */
  readonly rules: readonly string[];
  /** What the document says where a rule asks; what the organization says goes before it. */
  readonly answers: Answers;
}

const labels = ['app.kubernetes.io/name|app', 'app.kubernetes.io/version|version'];

/** The nine built-in rules of the document, and the rules that mean the same. */
export const aliases: Readonly<Record<string, Alias>> = {
  'sec-001': { rules: ['security-context-missing'], answers: {} },
  'sec-002': { rules: ['privileged-container'], answers: {} },
  'sec-003': { rules: ['run-as-non-root'], answers: {} },
  'res-001': { rules: ['cpu-limit-missing', 'memory-limit-missing'], answers: {} },
  'res-002': { rules: ['oversized-limit'], answers: { maxCpu: '2' } },
  'ops-001': { rules: ['readiness-probe-missing', 'liveness-probe-missing'], answers: {} },
  'ops-002': {
    rules: ['recommended-labels'],
    answers: { labels: [...labels, 'app.kubernetes.io/component|component'] },
  },
  'comp-001': { rules: ['image-registry-not-allowed'], answers: {} },
  'comp-002': { rules: ['image-tag-mutable'], answers: {} },
};

/** What a name stands for, in any case of letters; undefined where it is no alias. */
export function aliasNamed(name: string): Alias | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(aliases, lower) ? aliases[lower] : undefined;
}
