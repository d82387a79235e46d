import { tokens, type JsonPointer } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** Of a pod that exists, the API server takes changes of these alone, and of them some. */
const ofPods = new Set([
  'activeDeadlineSeconds',
  'terminationGracePeriodSeconds',
  'tolerations',
  'schedulingGates',
]);

/**
 * Why the API server would not make a change of an object that exists, as a sentence with what to do instead; null where
 * nothing is known against it.
 */
export function whyUnchangeable({ kind }: Resource, paths: readonly JsonPointer[]): string | null {
  const parts = paths.map(tokens);
  if (kind === 'Pod' && parts.some(([top, field = '']) => top === 'spec' && !ofPods.has(field)))
    return 'a Pod that runs cannot be changed in this; nobody owns it, so delete it and make it anew from its changed manifest';
  if (kind === 'Job' && parts.some(([top, field]) => top === 'spec' && field === 'template'))
    return 'the pods of a Job cannot be changed once it is there; delete it and make it anew from its changed manifest';
  return null;
}
