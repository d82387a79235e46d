import { expect, test } from 'vitest';
import { equivalents } from '../../src/rules/equivalents.ts';

const tools = [
  'kube-linter',
  'polaris',
  'kube-score',
  'kubescape',
  'trivy',
  'checkov',
  'kyverno',
  'gatekeeper',
  'monokle',
  'datree',
];

test('every name says of which tool it is, and stands once for a rule', () => {
  const names = [...equivalents].flatMap(([rule, all]) => all.map((name) => `${rule} ${name}`));
  const form = new RegExp(`^[a-z][a-z0-9-]* (${tools.join('|')}):[A-Za-z0-9][A-Za-z0-9._-]*[*]?$`);
  expect(names.filter((name) => !form.test(name))).toEqual([]);
  expect(names.length).toBe(new Set(names).size);
});

/** What the tools check unless told otherwise, and where nothing here asks for the same. */
const without = ['kube-linter:pdb-unhealthy-pod-eviction-policy', 'kube-linter:ssh-port'];

test.each([
  [
    'kube-linter',
    'dangling-service deprecated-service-account-field docker-sock drop-net-raw-capability duplicate-env-var env-var-secret host-ipc host-network host-pid invalid-target-ports job-ttl-seconds-after-finished latest-tag liveness-port mismatching-selector no-anti-affinity no-extensions-v1beta no-read-only-root-fs non-existent-service-account pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy privilege-escalation-container privileged-container readiness-port run-as-non-root sensitive-host-mounts ssh-port startup-port unsafe-sysctls unset-cpu-requirements unset-memory-requirements',
  ],
  [
    'polaris',
    'automountServiceAccountToken clusterrolePodExecAttach clusterrolebindingClusterAdmin dangerousCapabilities deploymentMissingReplicas hostIPCSet hostNetworkSet hostPIDSet hostPathSet hostPortSet hostProcess hpaMaxAvailability hpaMinAvailability insecureCapabilities linuxHardening livenessProbeMissing memoryLimitsMissing memoryRequestsMissing cpuLimitsMissing cpuRequestsMissing metadataAndInstanceMismatched missingNetworkPolicy missingPodDisruptionBudget notReadOnlyRootFilesystem pdbDisruptionsIsZero priorityClassNotSet privilegeEscalationAllowed procMount pullPolicyNotAlways readinessProbeMissing rolePodExecAttach rolebindingClusterAdminClusterRole rolebindingClusterAdminRole runAsPrivileged runAsRootAllowed sensitiveConfigmapContent sensitiveContainerEnvVar tagNotSpecified tlsSettingsMissing topologySpreadConstraint',
  ],
])('at most five of what %s checks by default have no equivalent', (tool, checks) => {
  const known = new Set([...equivalents.values()].flat());
  const missing = checks
    .split(' ')
    .map((name) => `${tool}:${name}`)
    .filter((name) => !known.has(name));
  expect(missing).toEqual(without.filter((name) => name.startsWith(`${tool}:`)));
});
