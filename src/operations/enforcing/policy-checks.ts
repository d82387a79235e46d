/** How often a policy of the API server made something of requests, by what it did. */
export interface PolicyChecks {
  readonly audit: number;
  readonly deny: number;
  readonly warn: number;
}

const metric = 'apiserver_validating_admission_policy_check_total';

/**
 * Reads from the API server's own metrics how often a ValidatingAdmissionPolicy found a fault: what only goes into the
 * audit log shows nowhere else.
 */
export function policyChecks(metrics: string, policy: string): PolicyChecks {
  const counts = { audit: 0, deny: 0, warn: 0 };
  for (const line of metrics.split('\n')) {
    if (!line.startsWith(`${metric}{`) || !line.includes(`policy="${policy}"`)) continue;
    const action = /enforcement_action="([^"]*)"/.exec(line)?.[1] ?? '';
    const count = Number(line.slice(line.lastIndexOf(' ') + 1));
    if ((action === 'audit' || action === 'deny' || action === 'warn') && Number.isFinite(count))
      counts[action] += count;
  }
  return counts;
}
