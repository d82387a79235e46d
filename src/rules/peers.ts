/** Another tool that judges manifests, as far as its checks are compared. */
export interface Peer {
  readonly title: string;
  /** The version whose checks were read. */
  readonly version: string;
  /** What it checks unless told otherwise; null where that was not compared. */
  readonly byDefault: readonly string[] | null;
  /** Checks that no rule here stands for, each with the reason. */
  readonly without: Readonly<Record<string, string>>;
}

/** The names of the tools, as they stand before the colon of `tool:check`. */
export const peerNames = [
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
] as const;

export type PeerName = (typeof peerNames)[number];

/** Facts about the tools whose checks are compared with the rules. */
export const peers: Readonly<Record<PeerName, Peer>> = {
  'kube-linter': {
    title: 'kube-linter',
    version: '0.8.3',
    byDefault: words(`
      dangling-service deprecated-service-account-field docker-sock drop-net-raw-capability duplicate-env-var
      env-var-secret host-ipc host-network host-pid invalid-target-ports job-ttl-seconds-after-finished latest-tag
      liveness-port mismatching-selector no-anti-affinity no-extensions-v1beta no-read-only-root-fs
      non-existent-service-account pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy
      privilege-escalation-container privileged-container readiness-port run-as-non-root sensitive-host-mounts ssh-port
      startup-port unsafe-sysctls unset-cpu-requirements unset-memory-requirements`),
    without: {
      'dangling-networkpolicypeer-podselector':
        'the pods of a peer often belong to somebody else, whose manifests are not in the input',
      'dangling-servicemonitor':
        'ServiceMonitors are of a custom kind; a rule file says it where they are used',
      'dnsconfig-options': 'which DNS options pods need is a matter of the cluster; a custom rule says it',
      'no-node-affinity':
        'most pods should run on any node: asking for an affinity makes them harder to place',
      'privileged-ports':
        'container runtimes let any user listen below 1024, so that the number says nothing of rights',
      'required-annotation-email':
        'which annotations are wanted is a matter of the team; a custom rule says it',
      'restart-policy':
        'the API server refuses every other policy where pods are to run on, and Jobs may choose Never',
      'scc-deny-privileged-container': 'SecurityContextConstraints are of a kind that only OpenShift has',
      'schema-validation':
        'no rule is needed: every object is compared with the schema of its kind in each run',
      'sorted-keys': 'the order of keys changes nothing of what runs',
    },
  },
  polaris: {
    title: 'Polaris',
    version: '10.2.2',
    byDefault: words(`
      automountServiceAccountToken clusterrolePodExecAttach clusterrolebindingClusterAdmin
      clusterrolebindingPodExecAttach cpuLimitsMissing cpuRequestsMissing dangerousCapabilities
      deploymentMissingReplicas hostIPCSet hostNetworkSet hostPIDSet hostPathSet hostPortSet hostProcess
      hpaMaxAvailability hpaMinAvailability insecureCapabilities linuxHardening livenessProbeMissing memoryLimitsMissing
      memoryRequestsMissing metadataAndInstanceMismatched missingNetworkPolicy missingPodDisruptionBudget
      notReadOnlyRootFilesystem pdbDisruptionsIsZero pdbMinAvailableGreaterThanHPAMinReplicas priorityClassNotSet
      privilegeEscalationAllowed procMount pullPolicyNotAlways readinessProbeMissing rolePodExecAttach
      rolebindingClusterAdminClusterRole rolebindingClusterAdminRole rolebindingClusterRolePodExecAttach
      rolebindingRolePodExecAttach runAsPrivileged runAsRootAllowed sensitiveConfigmapContent sensitiveContainerEnvVar
      tagNotSpecified tlsSettingsMissing topologySpreadConstraint`),
    without: {},
  },
  'kube-score': compared('kube-score', '1.20.0'),
  kubescape: compared('Kubescape', '4.0.12'),
  trivy: compared('Trivy', '0.74.0'),
  checkov: compared('Checkov', 'of August 2026'),
  kyverno: compared('Kyverno policies', 'for Kyverno 1.19'),
  gatekeeper: compared('Gatekeeper library', 'for Gatekeeper 3.24'),
  monokle: compared('Monokle', '0.33.0'),
  datree: compared('Datree', 'of August 2023, its last'),
};

/** Why some tools have no checks to compare with, by name. */
export const withoutChecks: Readonly<Record<string, string>> = {
  cedar: 'it is a language: what is checked is written by whoever uses it',
  conftest: 'it brings no checks: they are written in Rego by whoever uses it',
  kubeconform: 'it compares with schemas only, which every run of `writ check` does',
  kubeval: 'it compares with schemas only, which every run of `writ check` does',
  kubewarden: 'its policies are programs, of which each is chosen and configured by whoever uses it',
  opa: 'it is a language: what is checked is written by whoever uses it',
};

function compared(title: string, version: string): Peer {
  return { title, version, byDefault: null, without: {} };
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
