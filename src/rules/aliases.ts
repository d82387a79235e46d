/** Names by which rules are known elsewhere: the ids of the document “Policy as code”, where they mean the same. */
export const aliases: Readonly<Record<string, string>> = {
  'sec-001': 'security-context-missing',
  'sec-002': 'privileged-container',
  'sec-003': 'run-as-non-root',
  'res-002': 'oversized-limit',
  'ops-002': 'recommended-labels',
  'comp-001': 'image-registry-not-allowed',
  'comp-002': 'image-tag-mutable',
};

/** Names that stand for several rules: what the document asks for in one. */
export const aliasesOfSeveral: Readonly<Record<string, readonly string[]>> = {
  'res-001': ['cpu-limit-missing', 'memory-limit-missing'],
  'ops-001': ['readiness-probe-missing', 'liveness-probe-missing'],
};
