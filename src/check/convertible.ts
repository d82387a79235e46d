import type { Request, ResourceRule } from '../core/policy.ts';

/** What Kubernetes itself serves in several versions (1.36), each of which can be converted to the others. */
const served: Readonly<Record<string, readonly string[]>> = {
  'autoscaling/horizontalpodautoscalers': ['v1', 'v2'],
};

/**
 * The rule as it would be of the version that was requested, if an API server might convert the request to a version
 * that the rule asks for (`matchPolicy: Equivalent`); else null. Which versions a custom kind has is not known here.
 */
export function asRequested(rule: ResourceRule, { resource }: Request): ResourceRule | null {
  const { group, version } = resource;
  if (rule.versions.includes('*') || rule.versions.includes(version)) return null;
  const versions = isCustom(group) ? rule.versions : (served[`${group}/${resource.resource}`] ?? []);
  return rule.versions.some((one) => versions.includes(one)) ? { ...rule, versions: [version] } : null;
}

/** Whether there may be requests that would be converted for a rule. */
export function mayConvert({ groups, versions }: ResourceRule): boolean {
  return (
    !versions.includes('*') &&
    groups.some((group) => group === '*' || isCustom(group) || group === 'autoscaling')
  );
}

/** Kubernetes' own groups have no dot, or are within `k8s.io`. */
function isCustom(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}
