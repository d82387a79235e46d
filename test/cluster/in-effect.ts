import type { Api } from './api.ts';
import { must } from './offer.ts';
import { poll } from './poll.ts';

const admission = '/apis/admissionregistration.k8s.io/v1';

/**
 * Waits until a policy warns that was made after all others. The API server reads policies and bindings in the
 * order of their making, so then all are at work, and what was deleted before is not.
 * @param name of the policy; one that nobody has used in this cluster
 */
export async function inEffect(api: Api, name = 'last'): Promise<void> {
  const rule = {
    apiGroups: [''],
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: ['configmaps'],
    resourceNames: [name],
  };
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
  await must(
    api.call('POST', `${admission}/validatingadmissionpolicies`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: { resourceRules: [rule] },
        validations: [{ expression: 'false', message: name }],
      },
    }),
  );
  await must(
    api.call('POST', `${admission}/validatingadmissionpolicybindings`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Warn'] },
    }),
  );
  await poll('the policies to be in effect', async () => {
    const { warnings } = await api.call('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', map);
    return warnings.some((text) => text.includes(`'${name}'`)) ? true : null;
  });
}
