const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const reference = {
  type: 'object',
  additionalProperties: false,
  properties: { apiVersion: text, kind: text, namespace: text, name: text },
};
const results = ['pass', 'fail', 'warn', 'error', 'skip'];

/** What the Go types of both APIs take, as a JSON Schema: a List of reports, no field that they do not have. */
export function policyReportList(api: 'policyreport' | 'openreports'): object {
  const isOpen = api === 'openreports';
  const result = {
    type: 'object',
    additionalProperties: false,
    required: ['policy'],
    properties: {
      source: text,
      policy: text,
      rule: text,
      category: text,
      severity: { enum: ['critical', 'high', 'medium', 'low', 'info'] },
      timestamp: {
        type: 'object',
        additionalProperties: false,
        required: ['seconds', 'nanos'],
        properties: { seconds: { type: 'integer' }, nanos: { type: 'integer' } },
      },
      result: { enum: results },
      scored: { type: 'boolean' },
      message: text,
      properties: { type: 'object', additionalProperties: text },
    },
  };
  const report = {
    type: 'object',
    additionalProperties: false,
    required: ['apiVersion', 'kind', 'metadata', 'summary', 'results'],
    properties: {
      apiVersion: { const: isOpen ? 'openreports.io/v1alpha1' : 'wgpolicyk8s.io/v1alpha2' },
      kind: { enum: isOpen ? ['Report', 'ClusterReport'] : ['PolicyReport', 'ClusterPolicyReport'] },
      metadata: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: {
          name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 253 },
          namespace: text,
          labels: { type: 'object', additionalProperties: text },
        },
      },
      ...(isOpen && { source: text }),
      scope: reference,
      summary: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(results.map((name) => [name, count])),
      },
      results: { type: 'array', items: result },
    },
  };
  return {
    type: 'object',
    additionalProperties: false,
    required: ['apiVersion', 'kind', 'items'],
    properties: {
      apiVersion: { const: 'v1' },
      kind: { const: 'List' },
      items: { type: 'array', items: report },
    },
  };
}
