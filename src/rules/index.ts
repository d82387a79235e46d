// Written by `npm run generate`.
import type { Rule } from '../core/rule.ts';
import { addedCapabilities } from './added-capabilities.ts';
import { apparmorOverride } from './apparmor-override.ts';
import { auditLoggingUndeclared } from './audit-logging-undeclared.ts';
import { automountSaToken } from './automount-sa-token.ts';
import { backupUndeclared } from './backup-undeclared.ts';
import { capabilitiesDropAll } from './capabilities-drop-all.ts';
import { configReferenceMissing } from './config-reference-missing.ts';
import { configmapSensitiveKey } from './configmap-sensitive-key.ts';
import { containerRuntimeSocket } from './container-runtime-socket.ts';
import { costLabelsMissing } from './cost-labels-missing.ts';
import { cpuLimitMissing } from './cpu-limit-missing.ts';
import { cpuRequestMissing } from './cpu-request-missing.ts';
import { cronjobConcurrency } from './cronjob-concurrency.ts';
import { cronjobDeadline } from './cronjob-deadline.ts';
import { dangerousCapabilities } from './dangerous-capabilities.ts';
import { dataClassificationMissing } from './data-classification-missing.ts';
import { defaultNamespace } from './default-namespace.ts';
import { defaultSaAutomount } from './default-sa-automount.ts';
import { defaultServiceAccount } from './default-service-account.ts';
import { deprecatedApiVersion } from './deprecated-api-version.ts';
import { deprecatedImageRegistry } from './deprecated-image-registry.ts';
import { deprecatedServiceAccountField } from './deprecated-service-account-field.ts';
import { documentationMissing } from './documentation-missing.ts';
import { dropNetRaw } from './drop-net-raw.ts';
import { duplicateEnvVar } from './duplicate-env-var.ts';
import { duplicateObject } from './duplicate-object.ts';
import { egressToKubelet } from './egress-to-kubelet.ts';
import { egressToMetadataApi } from './egress-to-metadata-api.ts';
import { embeddedCredential } from './embedded-credential.ts';
import { ephemeralStorageUnbounded } from './ephemeral-storage-unbounded.ts';
import { exposedServiceType } from './exposed-service-type.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostPort } from './host-port.ts';
import { hostpathVolume } from './hostpath-volume.ts';
import { hpaAndStaticReplicas } from './hpa-and-static-replicas.ts';
import { hpaMinReplicas } from './hpa-min-replicas.ts';
import { hpaTargetMissing } from './hpa-target-missing.ts';
import { identicalProbes } from './identical-probes.ts';
import { imageNotPinnedByDigest } from './image-not-pinned-by-digest.ts';
import { imagePullPolicyMutableTag } from './image-pull-policy-mutable-tag.ts';
import { imageRegistryNotAllowed } from './image-registry-not-allowed.ts';
import { imageTagMutable } from './image-tag-mutable.ts';
import { ingressBackendMissing } from './ingress-backend-missing.ts';
import { ingressDuplicateHostPath } from './ingress-duplicate-host-path.ts';
import { ingressHostNotInTls } from './ingress-host-not-in-tls.ts';
import { ingressSnippetAnnotation } from './ingress-snippet-annotation.ts';
import { ingressTlsMissing } from './ingress-tls-missing.ts';
import { ingressWildcardOrEmptyHost } from './ingress-wildcard-or-empty-host.ts';
import { jobTtlMissing } from './job-ttl-missing.ts';
import { legacySaTokenSecret } from './legacy-sa-token-secret.ts';
import { limitRangeWithoutDefaults } from './limit-range-without-defaults.ts';
import { linuxHardening } from './linux-hardening.ts';
import { livenessProbeMissing } from './liveness-probe-missing.ts';
import { lowUid } from './low-uid.ts';
import { memoryLimitAboveRequest } from './memory-limit-above-request.ts';
import { memoryLimitMissing } from './memory-limit-missing.ts';
import { memoryRequestMissing } from './memory-request-missing.ts';
import { monitoringUndeclared } from './monitoring-undeclared.ts';
import { nakedPod } from './naked-pod.ts';
import { namespaceWithoutDefaultDeny } from './namespace-without-default-deny.ts';
import { namespaceWithoutLimitRange } from './namespace-without-limit-range.ts';
import { namespaceWithoutQuota } from './namespace-without-quota.ts';
import { networkPolicyAllowAll } from './network-policy-allow-all.ts';
import { networkPolicyDangling } from './network-policy-dangling.ts';
import { noSpread } from './no-spread.ts';
import { oversizedLimit } from './oversized-limit.ts';
import { oversizedMemoryLimit } from './oversized-memory-limit.ts';
import { oversizedRequest } from './oversized-request.ts';
import { pdbBlocksEviction } from './pdb-blocks-eviction.ts';
import { pdbMissing } from './pdb-missing.ts';
import { pdbUnhealthyPods } from './pdb-unhealthy-pods.ts';
import { podSecurityAdmissionLabel } from './pod-security-admission-label.ts';
import { podWithoutNetworkPolicy } from './pod-without-network-policy.ts';
import { priorityClassMissing } from './priority-class-missing.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privilegedContainer } from './privileged-container.ts';
import { probeLifecycleHost } from './probe-lifecycle-host.ts';
import { probePortNotDeclared } from './probe-port-not-declared.ts';
import { procMount } from './proc-mount.ts';
import { procMountStrict } from './proc-mount-strict.ts';
import { qosClassTooLow } from './qos-class-too-low.ts';
import { rbacAnonymousBinding } from './rbac-anonymous-binding.ts';
import { rbacClusterAdminBinding } from './rbac-cluster-admin-binding.ts';
import { rbacCsrApproval } from './rbac-csr-approval.ts';
import { rbacDefaultSaBinding } from './rbac-default-sa-binding.ts';
import { rbacDnsConfig } from './rbac-dns-config.ts';
import { rbacEscalateBindImpersonate } from './rbac-escalate-bind-impersonate.ts';
import { rbacEventDelete } from './rbac-event-delete.ts';
import { rbacManageRbac } from './rbac-manage-rbac.ts';
import { rbacNetworkPolicy } from './rbac-network-policy.ts';
import { rbacNodesProxy } from './rbac-nodes-proxy.ts';
import { rbacPodCreate } from './rbac-pod-create.ts';
import { rbacPodExec } from './rbac-pod-exec.ts';
import { rbacPvCreate } from './rbac-pv-create.ts';
import { rbacSecretsRead } from './rbac-secrets-read.ts';
import { rbacSystemMasters } from './rbac-system-masters.ts';
import { rbacTokenCreate } from './rbac-token-create.ts';
import { rbacWebhookConfig } from './rbac-webhook-config.ts';
import { rbacWildcard } from './rbac-wildcard.ts';
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts';
import { readinessProbeMissing } from './readiness-probe-missing.ts';
import { recommendedLabels } from './recommended-labels.ts';
import { recreateStrategy } from './recreate-strategy.ts';
import { restrictedVolumeTypes } from './restricted-volume-types.ts';
import { retentionUndeclared } from './retention-undeclared.ts';
import { rootGroup } from './root-group.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsRootUid } from './run-as-root-uid.ts';
import { seccompRequired } from './seccomp-required.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { secretAsEnv } from './secret-as-env.ts';
import { secretLiteralInEnv } from './secret-literal-in-env.ts';
import { securityContextMissing } from './security-context-missing.ts';
import { selectorTemplateMismatch } from './selector-template-mismatch.ts';
import { selinuxOptions } from './selinux-options.ts';
import { sensitiveHostPath } from './sensitive-host-path.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { serviceAccountUnbound } from './service-account-unbound.ts';
import { serviceExternalIps } from './service-external-ips.ts';
import { serviceSelectsNothing } from './service-selects-nothing.ts';
import { serviceTargetPort } from './service-target-port.ts';
import { singleReplica } from './single-replica.ts';
import { sshPort } from './ssh-port.ts';
import { statefulsetServiceMissing } from './statefulset-service-missing.ts';
import { storageClassUnencrypted } from './storage-class-unencrypted.ts';
import { systemNamespace } from './system-namespace.ts';
import { unsafeSysctls } from './unsafe-sysctls.ts';
import { unusedClaim } from './unused-claim.ts';
import { unusedConfigmap } from './unused-configmap.ts';
import { unusedSecret } from './unused-secret.ts';
import { unusedServiceAccount } from './unused-service-account.ts';
import { windowsHostProcess } from './windows-host-process.ts';
import { writableHostPath } from './writable-host-path.ts';

/** The catalogue, in order of code. */
export const rules: readonly Rule[] = [
  addedCapabilities,
  apparmorOverride,
  auditLoggingUndeclared,
  automountSaToken,
  backupUndeclared,
  capabilitiesDropAll,
  configReferenceMissing,
  configmapSensitiveKey,
  containerRuntimeSocket,
  costLabelsMissing,
  cpuLimitMissing,
  cpuRequestMissing,
  cronjobConcurrency,
  cronjobDeadline,
  dangerousCapabilities,
  dataClassificationMissing,
  defaultNamespace,
  defaultSaAutomount,
  defaultServiceAccount,
  deprecatedApiVersion,
  deprecatedImageRegistry,
  deprecatedServiceAccountField,
  documentationMissing,
  dropNetRaw,
  duplicateEnvVar,
  duplicateObject,
  egressToKubelet,
  egressToMetadataApi,
  embeddedCredential,
  ephemeralStorageUnbounded,
  exposedServiceType,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  hostpathVolume,
  hpaAndStaticReplicas,
  hpaMinReplicas,
  hpaTargetMissing,
  identicalProbes,
  imageNotPinnedByDigest,
  imagePullPolicyMutableTag,
  imageRegistryNotAllowed,
  imageTagMutable,
  ingressBackendMissing,
  ingressDuplicateHostPath,
  ingressHostNotInTls,
  ingressSnippetAnnotation,
  ingressTlsMissing,
  ingressWildcardOrEmptyHost,
  jobTtlMissing,
  legacySaTokenSecret,
  limitRangeWithoutDefaults,
  linuxHardening,
  livenessProbeMissing,
  lowUid,
  memoryLimitAboveRequest,
  memoryLimitMissing,
  memoryRequestMissing,
  monitoringUndeclared,
  nakedPod,
  namespaceWithoutDefaultDeny,
  namespaceWithoutLimitRange,
  namespaceWithoutQuota,
  networkPolicyAllowAll,
  networkPolicyDangling,
  noSpread,
  oversizedLimit,
  oversizedMemoryLimit,
  oversizedRequest,
  pdbBlocksEviction,
  pdbMissing,
  pdbUnhealthyPods,
  podSecurityAdmissionLabel,
  podWithoutNetworkPolicy,
  priorityClassMissing,
  privilegeEscalation,
  privilegedContainer,
  probeLifecycleHost,
  probePortNotDeclared,
  procMount,
  procMountStrict,
  qosClassTooLow,
  rbacAnonymousBinding,
  rbacClusterAdminBinding,
  rbacCsrApproval,
  rbacDefaultSaBinding,
  rbacDnsConfig,
  rbacEscalateBindImpersonate,
  rbacEventDelete,
  rbacManageRbac,
  rbacNetworkPolicy,
  rbacNodesProxy,
  rbacPodCreate,
  rbacPodExec,
  rbacPvCreate,
  rbacSecretsRead,
  rbacSystemMasters,
  rbacTokenCreate,
  rbacWebhookConfig,
  rbacWildcard,
  readOnlyRootFilesystem,
  readinessProbeMissing,
  recommendedLabels,
  recreateStrategy,
  restrictedVolumeTypes,
  retentionUndeclared,
  rootGroup,
  runAsNonRoot,
  runAsRootUid,
  seccompRequired,
  seccompUnconfined,
  secretAsEnv,
  secretLiteralInEnv,
  securityContextMissing,
  selectorTemplateMismatch,
  selinuxOptions,
  sensitiveHostPath,
  serviceAccountMissing,
  serviceAccountUnbound,
  serviceExternalIps,
  serviceSelectsNothing,
  serviceTargetPort,
  singleReplica,
  sshPort,
  statefulsetServiceMissing,
  storageClassUnencrypted,
  systemNamespace,
  unsafeSysctls,
  unusedClaim,
  unusedConfigmap,
  unusedSecret,
  unusedServiceAccount,
  windowsHostProcess,
  writableHostPath,
].sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
