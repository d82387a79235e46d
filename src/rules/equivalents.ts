/**
 * What rules of other tools ask for much the same, by rule; as `tool:name`. Where a name ends in `*`, all that begin so.
 * They may look at fewer kinds, or only at part of it.
 */
export const equivalents: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'privileged-container':
      'kube-linter:privileged-container polaris:runAsPrivileged kube-score:container-security-context-privileged kubescape:C-0057 trivy:KSV-0017 checkov:CKV_K8S_16 kyverno:disallow-privileged-containers gatekeeper:privileged-containers monokle:PSS103',
    'host-pid':
      'kube-linter:host-pid polaris:hostPIDSet kubescape:C-0038 trivy:KSV-0010 checkov:CKV_K8S_17 kyverno:disallow-host-namespaces gatekeeper:host-namespaces monokle:PSS102',
    'host-ipc':
      'kube-linter:host-ipc polaris:hostIPCSet kubescape:C-0038 trivy:KSV-0008 checkov:CKV_K8S_18 kyverno:disallow-host-namespaces gatekeeper:host-namespaces monokle:PSS102',
    'host-network':
      'kube-linter:host-network polaris:hostNetworkSet kubescape:C-0041 trivy:KSV-0009 checkov:CKV_K8S_19 kyverno:disallow-host-namespaces gatekeeper:host-network-ports monokle:PSS102',
    'host-port':
      'polaris:hostPortSet kubescape:C-0044 trivy:KSV-0024 checkov:CKV_K8S_26 kyverno:disallow-host-ports gatekeeper:host-network-ports monokle:PSS106',
    'hostpath-volume':
      'polaris:hostPathSet kubescape:C-0048 trivy:KSV-0023 kyverno:disallow-host-path gatekeeper:host-filesystem monokle:PSS105 datree:CONTAINERS_INCORRECT_KEY_HOSTPATH',
    'windows-host-process':
      'polaris:hostProcess kubescape:C-0202 trivy:KSV-0103 kyverno:disallow-host-process gatekeeper:host-process monokle:PSS101',
    'added-capabilities':
      'polaris:insecureCapabilities kubescape:C-0046 trivy:KSV-0022 checkov:CKV_K8S_25 kyverno:disallow-capabilities gatekeeper:capabilities monokle:PSS104',
    'selinux-options': 'trivy:KSV-0025 kyverno:disallow-selinux gatekeeper:selinux monokle:PSS108',
    'proc-mount':
      'kube-linter:unsafe-proc-mount polaris:procMount trivy:KSV-0027 kyverno:disallow-proc-mount gatekeeper:proc-mount monokle:PSS109',
    'seccomp-unconfined': 'trivy:KSV-0104 kyverno:restrict-seccomp gatekeeper:seccomp monokle:PSS110',
    'unsafe-sysctls':
      'kube-linter:unsafe-sysctls trivy:KSV-0026 kyverno:restrict-sysctls gatekeeper:forbidden-sysctls monokle:PSS111',
    'apparmor-override':
      'trivy:KSV-0002 kyverno:restrict-apparmor-profiles gatekeeper:apparmor monokle:PSS107',
    'probe-lifecycle-host': 'gatekeeper:host-probes-lifecycle',
    'restricted-volume-types':
      'trivy:KSV-0028 kyverno:restrict-volume-types gatekeeper:volumes monokle:PSS201',
    'privilege-escalation':
      'kube-linter:privilege-escalation-container polaris:privilegeEscalationAllowed kubescape:C-0016 trivy:KSV-0001 checkov:CKV_K8S_20 kyverno:disallow-privilege-escalation gatekeeper:allow-privilege-escalation monokle:PSS202',
    'run-as-non-root':
      'kube-linter:run-as-non-root polaris:runAsRootAllowed kubescape:C-0013 trivy:KSV-0012 checkov:CKV_K8S_23 kyverno:require-run-as-nonroot gatekeeper:users monokle:PSS203',
    'run-as-root-uid':
      'kube-linter:run-as-non-root trivy:KSV-0105 kyverno:require-run-as-non-root-user monokle:PSS204',
    'seccomp-required':
      'kube-score:container-seccomp-profile kubescape:C-0210 trivy:KSV-0030 checkov:CKV_K8S_31 kyverno:restrict-seccomp-strict gatekeeper:seccompv2 monokle:PSS205',
    'capabilities-drop-all':
      'polaris:insecureCapabilities kubescape:C-0055 trivy:KSV-0003 trivy:KSV-0106 checkov:CKV_K8S_37 kyverno:disallow-capabilities-strict gatekeeper:capabilities monokle:PSS206',
    'dangerous-capabilities':
      'polaris:dangerousCapabilities kubescape:C-0046 trivy:KSV-0005 trivy:KSV-0120 checkov:CKV_K8S_39 monokle:KBP100',
    'drop-net-raw':
      'kube-linter:drop-net-raw-capability trivy:KSV-0119 checkov:CKV_K8S_28 kyverno:require-drop-cap-net-raw datree:CIS_MISSING_VALUE_DROP_NET_RAW',
    'read-only-root-filesystem':
      'kube-linter:no-read-only-root-fs polaris:notReadOnlyRootFilesystem kube-score:container-security-context-readonlyrootfilesystem kubescape:C-0017 trivy:KSV-0014 checkov:CKV_K8S_22 kyverno:require-ro-rootfs gatekeeper:read-only-root-filesystem monokle:KBP102',
    'container-runtime-socket':
      'kube-linter:docker-sock kubescape:C-0074 trivy:KSV-0006 checkov:CKV_K8S_27 kyverno:disallow-cri-sock-mount monokle:KBP101 datree:CONTAINERS_INCORRECT_PATH_VALUE_DOCKERSOCKET',
    'sensitive-host-path': 'kube-linter:sensitive-host-mounts kubescape:C-0048 trivy:KSV-0121',
    'writable-host-path':
      'kube-linter:writable-host-mount kubescape:C-0045 kyverno:ensure-readonly-hostpath datree:EKS_INVALID_HOSTPATH_MOUNT_READONLY_VALUE',
    'low-uid':
      'kube-score:container-security-context-user-group-id trivy:KSV-0020 checkov:CKV_K8S_40 monokle:KBP104 datree:CONTAINERS_INCORRECT_RUNASUSER_VALUE_LOWUID',
    'root-group': 'trivy:KSV-0116 trivy:KSV-0021 kyverno:require-non-root-groups monokle:KBP109',
    'security-context-missing':
      'kubescape:C-0211 trivy:KSV-0118 checkov:CKV_K8S_29 checkov:CKV_K8S_30 datree:CIS_MISSING_KEY_SECURITYCONTEXT',
    'linux-hardening': 'polaris:linuxHardening kubescape:C-0055',
    'automount-sa-token':
      'polaris:automountServiceAccountToken kubescape:C-0034 kubescape:C-0261 trivy:KSV-0036 checkov:CKV_K8S_38 kyverno:restrict-automount-sa-token gatekeeper:automount-serviceaccount-token monokle:KBP106 datree:SRVACC_INCORRECT_AUTOMOUNTSERVICEACCOUNTTOKEN_VALUE',
    'default-service-account':
      'kube-linter:default-service-account kubescape:C-0189 checkov:CKV_K8S_41 checkov:CKV_K8S_42',
    'default-sa-automount':
      'kubescape:C-0189 kyverno:restrict-sa-automount-sa-token datree:CIS_INVALID_VALUE_AUTOMOUNTSERVICEACCOUNTTOKEN',
    'legacy-sa-token-secret': 'kyverno:deny-secret-service-account-token-type',
    'rbac-wildcard':
      'kube-linter:wildcard-in-rules kubescape:C-0187 trivy:KSV-0044 trivy:KSV-0045 trivy:KSV-0046 checkov:CKV_K8S_49 kyverno:restrict-wildcard-verbs kyverno:restrict-wildcard-resources datree:CIS_INVALID_WILDCARD_ROLE',
    'rbac-cluster-admin-binding':
      'kube-linter:cluster-admin-role-binding polaris:clusterrolebindingClusterAdmin polaris:rolebindingClusterAdminClusterRole polaris:rolebindingClusterAdminRole kubescape:C-0035 kubescape:C-0185 trivy:KSV-0111 kyverno:restrict-binding-clusteradmin datree:CIS_INVALID_ROLE_CLUSTER_ADMIN',
    'rbac-secrets-read':
      'kube-linter:access-to-secrets kubescape:C-0015 kubescape:C-0186 trivy:KSV-0041 trivy:KSV-0113 checkov:CKV2_K8S_5 kyverno:restrict-secret-role-verbs datree:CIS_INVALID_VERB_SECRETS',
    'rbac-pod-create':
      'kube-linter:access-to-create-pods kubescape:C-0188 trivy:KSV-0048 monokle:KBP107 datree:CIS_INVALID_VALUE_CREATE_POD',
    'rbac-escalate-bind-impersonate':
      'kubescape:C-0065 kubescape:C-0191 trivy:KSV-0043 checkov:CKV_K8S_157 checkov:CKV_K8S_158 kyverno:restrict-escalation-verbs-roles datree:CIS_INVALID_VALUE_BIND_IMPERSONATE_ESCALATE',
    'rbac-manage-rbac': 'trivy:KSV-0050 trivy:KSV-0051 trivy:KSV-0052 checkov:CKV2_K8S_1',
    'rbac-pod-exec':
      'polaris:rolePodExecAttach polaris:clusterrolePodExecAttach polaris:clusterrolebindingPodExecAttach polaris:rolebindingClusterRolePodExecAttach polaris:rolebindingRolePodExecAttach kubescape:C-0002 kubescape:C-0063 trivy:KSV-0053 trivy:KSV-0054 checkov:CKV2_K8S_2 monokle:KBP108 datree:CONTAINERS_INCORRECT_RESOURCES_VERBS_VALUE',
    'rbac-nodes-proxy': 'kubescape:C-0279 trivy:KSV-0047 kyverno:restrict-clusterrole-nodesproxy',
    'rbac-csr-approval': 'kubescape:C-0280 checkov:CKV_K8S_156 kyverno:restrict-clusterrole-csr',
    'rbac-webhook-config':
      'kubescape:C-0281 trivy:KSV-0114 checkov:CKV_K8S_155 kyverno:restrict-clusterrole-mutating-validating-admission-webhooks',
    'rbac-token-create': 'kubescape:C-0282',
    'rbac-pv-create': 'kubescape:C-0278',
    'rbac-system-masters':
      'kubescape:C-0246 trivy:KSV-0123 kyverno:restrict-binding-system-groups datree:CIS_INVALID_VALUE_SYSTEM_MASTERS',
    'rbac-anonymous-binding':
      'kubescape:C-0262 kubescape:C-0265 trivy:KSV-0122 trivy:KSV-01011 kyverno:restrict-binding-system-groups gatekeeper:disallowanonymous',
    'rbac-default-sa-binding': 'kubescape:C-0189 checkov:CKV_K8S_42',
    'secret-literal-in-env': 'kube-linter:env-var-secret polaris:sensitiveContainerEnvVar kubescape:C-0012',
    'secret-as-env':
      'kube-linter:read-secret-from-env-var kubescape:C-0207 checkov:CKV_K8S_35 kyverno:disallow-secrets-from-env-vars monokle:KBP111 monokle:KBP112 datree:CIS_INVALID_KEY_SECRETKEYREF_SECRETREF',
    'configmap-sensitive-key':
      'polaris:sensitiveConfigmapContent kubescape:C-0012 trivy:KSV-0109 trivy:KSV-01010',
    'embedded-credential': 'checkov:CKV_SECRET_* datree:ALL_EXPOSED_SECRET_*',
    'pod-without-network-policy':
      'kube-linter:non-isolated-pod polaris:missingNetworkPolicy kube-score:pod-networkpolicy kubescape:C-0260 checkov:CKV2_K8S_6 kyverno:require-netpol',
    'namespace-without-default-deny': 'kubescape:C-0206 kyverno:add-network-policy',
    'network-policy-allow-all': 'trivy:KSV-0038 kyverno:restrict-networkpolicy-empty-podselector',
    'network-policy-dangling':
      'kube-linter:dangling-networkpolicy kube-score:networkpolicy-targets-pod kubescape:C-0299',
    'egress-to-metadata-api': 'kubescape:C-0052',
    'exposed-service-type':
      'kube-linter:exposed-services kube-score:service-type kubescape:C-0256 kyverno:restrict-node-port kyverno:restrict-loadbalancer gatekeeper:block-nodeport-services monokle:KBP114 datree:SERVICE_INCORRECT_TYPE_VALUE_NODEPORT',
    'service-external-ips': 'trivy:KSV-0108 kyverno:restrict-service-external-ips gatekeeper:externalip',
    'ingress-tls-missing':
      'polaris:tlsSettingsMissing kubescape:C-0263 kyverno:require-ingress-https gatekeeper:httpsonly',
    'ingress-host-not-in-tls': 'kyverno:ingress-host-match-tls',
    'ingress-wildcard-or-empty-host':
      'kyverno:disallow-empty-ingress-host kyverno:restrict-ingress-wildcard gatekeeper:block-wildcard-ingress datree:INGRESS_INCORRECT_HOST_VALUE_PERMISSIVE',
    'ingress-snippet-annotation':
      'kubescape:C-0059 trivy:insecure_ingress_nginx checkov:CKV_K8S_152 checkov:CKV_K8S_153 checkov:CKV_K8S_154 datree:INGRESS_CVE2021_25742_*',
    'image-tag-mutable':
      'kube-linter:latest-tag polaris:tagNotSpecified kube-score:container-image-tag trivy:KSV-0013 checkov:CKV_K8S_14 kyverno:disallow-latest-tag gatekeeper:disallowedtags monokle:KBP001 monokle:KBP116 datree:CONTAINERS_MISSING_IMAGE_VALUE_VERSION',
    'image-not-pinned-by-digest':
      'kubescape:C-0306 checkov:CKV_K8S_43 kyverno:require-image-checksum gatekeeper:imagedigests datree:CONTAINERS_MISSING_IMAGE_VALUE_DIGEST',
    'image-registry-not-allowed':
      'kubescape:C-0078 kubescape:C-0001 trivy:KSV-0125 kyverno:restrict-image-registries gatekeeper:allowedrepos',
    'deprecated-image-registry': 'kubescape:C-0253 kyverno:restrict-deprecated-registry',
    'image-pull-policy-mutable-tag':
      'polaris:pullPolicyNotAlways kube-score:container-image-pull-policy kubescape:C-0075 checkov:CKV_K8S_15 kyverno:imagepullpolicy-always',
    'default-namespace':
      'kube-linter:use-namespace kubescape:C-0061 kubescape:C-0212 trivy:KSV-0110 checkov:CKV_K8S_21 kyverno:disallow-default-namespace datree:WORKLOAD_INCORRECT_NAMESPACE_VALUE_DEFAULT',
    'system-namespace': 'trivy:KSV-0037',
    'pod-security-admission-label':
      'kubescape:C-0192 kubescape:C-0193 kubescape:C-0194 kubescape:C-0195 kubescape:C-0196 kubescape:C-0197 kubescape:C-0198 kubescape:C-0199 kubescape:C-0200 kubescape:C-0201 kubescape:C-0202 kubescape:C-0203 kubescape:C-0204 kyverno:add-psa-labels',
    'namespace-without-quota': 'trivy:KSV-0040 kyverno:add-ns-quota',
    'namespace-without-limit-range': 'trivy:KSV-0039 kyverno:add-ns-quota',
    'recommended-labels':
      'kube-linter:required-label-owner polaris:metadataAndInstanceMismatched kubescape:C-0076 kubescape:C-0077 kyverno:require-labels gatekeeper:requiredlabels monokle:MTD-recommended-labels datree:WORKLOAD_MISSING_LABEL_OWNER_VALUE',
    'storage-class-unencrypted': 'kubescape:C-0264 kyverno:restrict-storageclass gatekeeper:storageclass',
    'cpu-request-missing':
      'kube-linter:unset-cpu-requirements polaris:cpuRequestsMissing kube-score:container-resources kubescape:C-0268 trivy:KSV-0015 checkov:CKV_K8S_10 kyverno:require-pod-requests-limits gatekeeper:containerrequests monokle:KBP002 datree:CONTAINERS_MISSING_CPU_REQUEST_KEY',
    'memory-request-missing':
      'kube-linter:unset-memory-requirements polaris:memoryRequestsMissing kube-score:container-resources kubescape:C-0269 trivy:KSV-0016 checkov:CKV_K8S_12 kyverno:require-pod-requests-limits monokle:KBP004 datree:CONTAINERS_MISSING_MEMORY_REQUEST_KEY',
    'memory-limit-missing':
      'kube-linter:unset-memory-requirements polaris:memoryLimitsMissing kube-score:container-resources kubescape:C-0271 trivy:KSV-0018 checkov:CKV_K8S_13 kyverno:require-pod-requests-limits gatekeeper:containerlimits monokle:KBP005 datree:CONTAINERS_MISSING_MEMORY_LIMIT_KEY',
    'cpu-limit-missing':
      'kube-linter:unset-cpu-requirements polaris:cpuLimitsMissing kube-score:container-resources kubescape:C-0270 trivy:KSV-0011 checkov:CKV_K8S_11 kyverno:require-cpu-limits monokle:KBP003 datree:CONTAINERS_MISSING_CPU_LIMIT_KEY',
    'ephemeral-storage-unbounded':
      'kube-score:container-ephemeral-storage-request-and-limit gatekeeper:ephemeralstoragelimit',
    'memory-limit-above-request':
      'kube-score:container-memory-requests-equal-limits kyverno:memory-requests-equal-limits datree:EKS_INVALID_MEMORY_REQUEST_LIMIT',
    'oversized-request': 'gatekeeper:containerrequests',
    'job-ttl-missing': 'kube-linter:job-ttl-seconds-after-finished kyverno:add-ttl-jobs',
    'hpa-min-replicas':
      'kube-linter:hpa-minimum-three-replicas polaris:hpaMinAvailability polaris:hpaMaxAvailability kube-score:horizontalpodautoscaler-replicas gatekeeper:horizontalpodautoscaler datree:HPA_MISSING_MINREPLICAS_KEY',
    'hpa-and-static-replicas': 'kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured',
    'readiness-probe-missing':
      'kube-linter:no-readiness-probe polaris:readinessProbeMissing kube-score:pod-probes kubescape:C-0018 checkov:CKV_K8S_9 kyverno:require-probes gatekeeper:requiredprobes datree:CONTAINERS_MISSING_READINESSPROBE_KEY',
    'liveness-probe-missing':
      'kube-linter:no-liveness-probe polaris:livenessProbeMissing kubescape:C-0056 checkov:CKV_K8S_8 kyverno:require-probes gatekeeper:requiredprobes datree:CONTAINERS_MISSING_LIVENESSPROBE_KEY',
    'identical-probes': 'kube-score:pod-probes-identical kyverno:ensure-probes-different',
    'probe-port-not-declared':
      'kube-linter:liveness-port kube-linter:readiness-port kube-linter:startup-port',
    'single-replica':
      'kube-linter:minimum-three-replicas polaris:deploymentMissingReplicas kube-score:deployment-replicas kyverno:require-deployments-have-multiple-replicas gatekeeper:replicalimits datree:DEPLOYMENT_INCORRECT_REPLICAS_VALUE',
    'pdb-missing':
      'polaris:missingPodDisruptionBudget kube-score:deployment-has-poddisruptionbudget kyverno:require-pdb',
    'pdb-blocks-eviction':
      'kube-linter:pdb-max-unavailable kube-linter:pdb-min-available polaris:pdbDisruptionsIsZero polaris:pdbMinAvailableGreaterThanHPAMinReplicas kyverno:pdb-maxunavailable kyverno:require-reasonable-pdbs gatekeeper:poddisruptionbudget',
    'pdb-unhealthy-pods': 'kube-linter:pdb-unhealthy-pod-eviction-policy',
    'ssh-port': 'kube-linter:ssh-port',
    'no-spread':
      'kube-linter:no-anti-affinity polaris:topologySpreadConstraint kube-score:deployment-has-host-podantiaffinity kube-score:pod-topology-spread-constraints kyverno:topologyspreadconstraints-policy datree:EKS_MISSING_KEY_TOPOLOGYKEY',
    'recreate-strategy':
      'kube-linter:no-rolling-update-strategy kube-score:deployment-strategy kubescape:C-0305',
    'naked-pod': 'kubescape:C-0073 kyverno:prevent-bare-pods datree:K8S_INCORRECT_KIND_VALUE_POD',
    'priority-class-missing':
      'kube-linter:priority-class-name polaris:priorityClassNotSet kyverno:require-pod-priorityclassname',
    'cronjob-concurrency': 'datree:CRONJOB_MISSING_CONCURRENCYPOLICY_KEY',
    'cronjob-deadline': 'kube-score:cronjob-has-deadline datree:CRONJOB_MISSING_STARTINGDEADLINESECOND_KEY',
    'duplicate-env-var':
      'kube-linter:duplicate-env-var kube-score:environment-variable-key-duplication kubescape:C-0295',
    'deprecated-api-version':
      'kube-linter:no-extensions-v1beta kube-score:stable-version trivy:KSV-0107 kyverno:check-deprecated-apis gatekeeper:verifydeprecatedapi monokle:K8S002 monokle:K8S003 datree:K8S_DEPRECATED_APIVERSION_*',
    'deprecated-service-account-field': 'kube-linter:deprecated-service-account-field kubescape:C-0294',
    'service-selects-nothing':
      'kube-linter:dangling-service kube-score:service-targets-pod kubescape:C-0293 monokle:LNK001',
    'service-target-port': 'kube-linter:invalid-target-ports',
    'ingress-backend-missing':
      'kube-linter:dangling-ingress kube-score:ingress-targets-service kubescape:C-0298 monokle:LNK001',
    'ingress-duplicate-host-path': 'kyverno:unique-ingress-host-and-path gatekeeper:uniqueingresshost',
    'hpa-target-missing':
      'kube-linter:dangling-horizontalpodautoscaler kube-score:horizontalpodautoscaler-has-target kubescape:C-0300',
    'config-reference-missing': 'kube-linter:env-var-value-from monokle:LNK001 monokle:LNK002',
    'service-account-missing': 'kube-linter:non-existent-service-account kubescape:C-0307',
    'selector-template-mismatch':
      'kube-linter:mismatching-selector kube-score:deployment-pod-selector-labels-match-template-metadata-labels kube-score:statefulset-pod-selector-labels-match-template-metadata-labels kubescape:C-0296',
    'statefulset-service-missing': 'kube-score:statefulset-has-servicename',
    'rbac-event-delete': 'kubescape:C-0031',
    'rbac-network-policy': 'trivy:KSV-0056',
    'rbac-dns-config': 'kubescape:C-0037',
  }).map(([rule, names]) => [rule, names.split(' ')] as const),
);
