// Written by `npm run generate`.
import type { Rule } from '../core/rule.ts';
import { addedCapabilities } from './added-capabilities.ts';
import { apparmorOverride } from './apparmor-override.ts';
import { capabilitiesDropAll } from './capabilities-drop-all.ts';
import { containerRuntimeSocket } from './container-runtime-socket.ts';
import { cpuLimitMissing } from './cpu-limit-missing.ts';
import { cpuRequestMissing } from './cpu-request-missing.ts';
import { cronjobConcurrency } from './cronjob-concurrency.ts';
import { cronjobDeadline } from './cronjob-deadline.ts';
import { dangerousCapabilities } from './dangerous-capabilities.ts';
import { defaultNamespace } from './default-namespace.ts';
import { deprecatedApiVersion } from './deprecated-api-version.ts';
import { deprecatedImageRegistry } from './deprecated-image-registry.ts';
import { deprecatedServiceAccountField } from './deprecated-service-account-field.ts';
import { dropNetRaw } from './drop-net-raw.ts';
import { duplicateEnvVar } from './duplicate-env-var.ts';
import { ephemeralStorageUnbounded } from './ephemeral-storage-unbounded.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostPort } from './host-port.ts';
import { hostpathVolume } from './hostpath-volume.ts';
import { hpaMinReplicas } from './hpa-min-replicas.ts';
import { identicalProbes } from './identical-probes.ts';
import { imageNotPinnedByDigest } from './image-not-pinned-by-digest.ts';
import { imagePullPolicyMutableTag } from './image-pull-policy-mutable-tag.ts';
import { imageRegistryNotAllowed } from './image-registry-not-allowed.ts';
import { imageTagMutable } from './image-tag-mutable.ts';
import { ingressTlsMissing } from './ingress-tls-missing.ts';
import { jobTtlMissing } from './job-ttl-missing.ts';
import { linuxHardening } from './linux-hardening.ts';
import { livenessProbeMissing } from './liveness-probe-missing.ts';
import { lowUid } from './low-uid.ts';
import { memoryLimitAboveRequest } from './memory-limit-above-request.ts';
import { memoryLimitMissing } from './memory-limit-missing.ts';
import { memoryRequestMissing } from './memory-request-missing.ts';
import { nakedPod } from './naked-pod.ts';
import { noSpread } from './no-spread.ts';
import { oversizedRequest } from './oversized-request.ts';
import { podSecurityAdmissionLabel } from './pod-security-admission-label.ts';
import { priorityClassMissing } from './priority-class-missing.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privilegedContainer } from './privileged-container.ts';
import { probeLifecycleHost } from './probe-lifecycle-host.ts';
import { probePortNotDeclared } from './probe-port-not-declared.ts';
import { procMount } from './proc-mount.ts';
import { procMountStrict } from './proc-mount-strict.ts';
import { rbacWildcard } from './rbac-wildcard.ts';
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts';
import { readinessProbeMissing } from './readiness-probe-missing.ts';
import { recommendedLabels } from './recommended-labels.ts';
import { recreateStrategy } from './recreate-strategy.ts';
import { restrictedVolumeTypes } from './restricted-volume-types.ts';
import { rootGroup } from './root-group.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsRootUid } from './run-as-root-uid.ts';
import { seccompRequired } from './seccomp-required.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { securityContextMissing } from './security-context-missing.ts';
import { selectorTemplateMismatch } from './selector-template-mismatch.ts';
import { selinuxOptions } from './selinux-options.ts';
import { sensitiveHostPath } from './sensitive-host-path.ts';
import { singleReplica } from './single-replica.ts';
import { storageClassUnencrypted } from './storage-class-unencrypted.ts';
import { systemNamespace } from './system-namespace.ts';
import { unsafeSysctls } from './unsafe-sysctls.ts';
import { windowsHostProcess } from './windows-host-process.ts';
import { writableHostPath } from './writable-host-path.ts';

/** The catalogue, in order of code. */
export const rules: readonly Rule[] = [
  addedCapabilities,
  apparmorOverride,
  capabilitiesDropAll,
  containerRuntimeSocket,
  cpuLimitMissing,
  cpuRequestMissing,
  cronjobConcurrency,
  cronjobDeadline,
  dangerousCapabilities,
  defaultNamespace,
  deprecatedApiVersion,
  deprecatedImageRegistry,
  deprecatedServiceAccountField,
  dropNetRaw,
  duplicateEnvVar,
  ephemeralStorageUnbounded,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  hostpathVolume,
  hpaMinReplicas,
  identicalProbes,
  imageNotPinnedByDigest,
  imagePullPolicyMutableTag,
  imageRegistryNotAllowed,
  imageTagMutable,
  ingressTlsMissing,
  jobTtlMissing,
  linuxHardening,
  livenessProbeMissing,
  lowUid,
  memoryLimitAboveRequest,
  memoryLimitMissing,
  memoryRequestMissing,
  nakedPod,
  noSpread,
  oversizedRequest,
  podSecurityAdmissionLabel,
  priorityClassMissing,
  privilegeEscalation,
  privilegedContainer,
  probeLifecycleHost,
  probePortNotDeclared,
  procMount,
  procMountStrict,
  rbacWildcard,
  readOnlyRootFilesystem,
  readinessProbeMissing,
  recommendedLabels,
  recreateStrategy,
  restrictedVolumeTypes,
  rootGroup,
  runAsNonRoot,
  runAsRootUid,
  seccompRequired,
  seccompUnconfined,
  securityContextMissing,
  selectorTemplateMismatch,
  selinuxOptions,
  sensitiveHostPath,
  singleReplica,
  storageClassUnencrypted,
  systemNamespace,
  unsafeSysctls,
  windowsHostProcess,
  writableHostPath,
].sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
