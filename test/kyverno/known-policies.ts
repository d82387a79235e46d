import type { Request } from '../../src/core/policy.ts';
import type { Api } from '../cluster/api.ts';
import { must } from '../cluster/offer.ts';
import { poll } from '../cluster/poll.ts';
import { review } from './review.ts';

/**
 * Waits until Kyverno judges by a policy that was made after all others. It reads policies in the order of their making,
 * so then it knows them all.
 * @param name of the policy; one that nobody has used in this cluster
 */
export async function knownPolicies(api: Api, webhook: Api, name: string): Promise<void> {
  const rule = {
    apiGroups: [''],
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: ['configmaps'],
    resourceNames: [name],
  };
  await must(
    api.call('POST', '/apis/policies.kyverno.io/v1/validatingpolicies', {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'ValidatingPolicy',
      metadata: { name },
      spec: {
        matchConstraints: { resourceRules: [rule] },
        validations: [{ expression: 'false', message: name }],
      },
    }),
  );
  const request: Request = {
    operation: 'CREATE',
    kind: { group: '', version: 'v1', kind: 'ConfigMap' },
    resource: { group: '', version: 'v1', resource: 'configmaps' },
    subresource: null,
    name,
    namespace: 'default',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } },
    oldObject: null,
    user: null,
    dryRun: true,
  };
  await poll('Kyverno to know the policies', async () => {
    const { allowed } = await review(webhook, 'vpol', [name], request);
    return allowed ? null : true;
  });
}
