// The texts themselves, read by people: `vitest run test/explain -u` renews them; read the diff as an editor.
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { styler } from '../../src/formats/style.ts';
import { explainText } from '../../src/formats/explain-text.ts';
import { explained, filesBelow, policiesOf, suites } from './policies.ts';

const width = 100;

function textOfPolicies(set: Parameters<typeof explained>[0]): string {
  const policies = explained(set).map((one) => ({ ...one, file: '', line: 0 }));
  return explainText({ policies, unexplained: [], problems: [] }, styler(false), width);
}

const chosen: ReadonlySet<string> = new Set([
  'kyverno/argo-cel/applicationset-name-matches-project',
  'kyverno/argo-cel/appproject-clusterresourceblacklist',
  'kyverno/best-practices-cel/disallow-default-namespace',
  'kyverno/best-practices-cel/disallow-latest-tag',
  'kyverno/best-practices-cel/require-probes',
  'kyverno/best-practices-cel/restrict-node-port',
  'kyverno/best-practices-vpol/check-deprecated-apis',
  'kyverno/best-practices-vpol/require-labels',
  'kyverno/best-practices-vpol/require-probes',
  'kyverno/flux-cel/verify-flux-sources',
  'kyverno/nginx-ingress-cel/restrict-ingress-paths',
  'kyverno/other-cel/allowed-annotations',
  'kyverno/other-cel/ensure-probes-different',
  'kyverno/other-cel/imagepullpolicy-always',
  'kyverno/other-cel/require-non-root-groups',
  'kyverno/other-cel/require-qos-guaranteed',
  'kyverno/other-cel/restrict-jobs',
  'kyverno/other-cel/restrict-secret-role-verbs',
  'kyverno/other-cel/restrict-usergroup-fsgroup-id',
  'kyverno/other-mpol/add-certificates-volume',
  'kyverno/other-mpol/add-nodeSelector',
  'kyverno/other-mpol/add-pod-priorityclassname',
  'kyverno/other-mpol/inject-sidecar-deployment',
  'kyverno/other-mpol/replace-image-registry',
  'kyverno/other-vpol/advanced-restrict-image-registries',
  'kyverno/other-vpol/allowed-pod-priorities',
  'kyverno/other-vpol/check-hpa-exists',
  'kyverno/other-vpol/check-nvidia-gpu',
  'kyverno/other-vpol/restrict-secrets-by-name',
  'kyverno/pod-security-cel/baseline/disallow-host-namespaces',
  'kyverno/pod-security-cel/restricted/disallow-capabilities-strict',
  'kyverno/pod-security-vpol/baseline/disallow-capabilities',
  'kyverno/pod-security-vpol/baseline/disallow-selinux',
  'kyverno/psa-cel/deny-privileged-profile',
  'kyverno/psa-mpol/add-psa-labels',
  'kyverno/psp-migration-cel/check-supplemental-groups',
  'kyverno/psp-migration-mpol/add-capabilities',
  'kyverno/traefik-cel/disallow-default-tlsoptions',
  'kyverno-classic/argo/appproject-clusterresourceblacklist',
  'kyverno-classic/best-practices/disallow-latest-tag',
  'kyverno-classic/flux/verify-flux-sources',
  'kyverno-classic/nginx-ingress/restrict-ingress-paths',
  'kyverno-classic/other/forbid-cpu-limits',
  'kyverno-classic/other/require-non-root-groups',
  'kyverno-classic/other/restrict-secrets-by-name',
  'kyverno-classic/pod-security/baseline/disallow-selinux',
  'kyverno-classic/pod-security/restricted/disallow-capabilities-strict',
  'kyverno-classic/psp-migration/check-supplemental-groups',
]);

const files = suites.flatMap((suite) =>
  filesBelow(suite)
    .filter(({ set }) => set.policies.length > 0)
    .map((file) => ({ ...file, name: join(basename(suite), dirname(relative(suite, file.path))) })),
);
const shown = files.filter(({ name }) => chosen.has(name));

describe.skipIf(suites.length < 2)('policies of the suites', () => {
  test('every chosen one is there', () => {
    expect(new Set(shown.map(({ name }) => name))).toEqual(chosen);
  });

  test.each(shown)('$name', async ({ name, set }) => {
    const file = name.replace('/', '.').replaceAll('/', '.');
    await expect(textOfPolicies(set)).toMatchFileSnapshot(`../golden/explain/${file}.txt`);
  });
});

const admission = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: images }
spec:
  failurePolicy: Ignore
  matchConstraints:
    resourceRules:
      - { apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods, pods/ephemeralcontainers] }
    excludeResourceRules:
      - { apiGroups: [''], apiVersions: [v1], operations: ['*'], resources: [pods], resourceNames: [debug] }
    namespaceSelector:
      matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }]
  matchConditions:
    - { name: people, expression: "!('system:nodes' in request.userInfo.groups)" }
  variables:
    - name: containers
      expression: object.spec.containers + object.spec.?initContainers.orValue([])
  validations:
    - expression: variables.containers.all(c, c.image.startsWith('registry.example.com/'))
      messageExpression: "'not allowed: ' + variables.containers.map(c, c.image).join(', ')"
    - expression: quantity(object.spec.containers[0].resources.limits.memory).isLessThan(quantity('2Gi'))
      reason: Forbidden
  auditAnnotations:
    - { key: images, valueExpression: "variables.containers.map(c, c.image).join(',')" }
`;

const binding = (name: string, action: string, team: string): string => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: ${name} }
spec:
  policyName: images
  validationActions: [${action}]
  matchResources: { namespaceSelector: { matchLabels: { team: ${team} } } }
`;

const exception = `
apiVersion: policies.kyverno.io/v1
kind: PolicyException
metadata: { name: vendor-agent, namespace: agents }
spec:
  policyRefs: [{ name: no-host-network, kind: ValidatingPolicy }]
  expiresAt: "2027-01-31T00:00:00Z"
  matchConditions:
    - { name: agent, expression: "object.metadata.name.startsWith('agent-')" }
---
apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: no-host-network }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
  validations: [{ expression: "object.?spec.?hostNetwork.orValue(false) == false", message: no }]
`;

test.each([
  ['unbound', admission],
  ['bound', [admission, binding('shop', 'Deny', 'shop'), binding('rest', 'Warn', 'rest')].join('\n---\n')],
  ['excepted', exception],
])('a policy that is %s', async (name, text) => {
  await expect(textOfPolicies(policiesOf(text))).toMatchFileSnapshot(`../golden/explain/${name}.txt`);
});
