/** Names by which rules are known elsewhere: the ids of the document “Policy as code”, where they mean the same. */
export const aliases: Readonly<Record<string, string>> = {
  'sec-001': 'security-context-missing',
  'sec-002': 'privileged-container',
  'sec-003': 'run-as-non-root',
  'ops-002': 'recommended-labels',
  'comp-001': 'image-registry-not-allowed',
  'comp-002': 'image-tag-mutable',
};
