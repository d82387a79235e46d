// Written by `npm run generate`.
import type { Rule } from '../core/rule.ts';
import { addedCapabilities } from './added-capabilities.ts';
import { apparmorOverride } from './apparmor-override.ts';
import { capabilitiesDropAll } from './capabilities-drop-all.ts';
import { configmapSensitiveKey } from './configmap-sensitive-key.ts';
import { containerRuntimeSocket } from './container-runtime-socket.ts';
import { dangerousCapabilities } from './dangerous-capabilities.ts';
import { defaultSaAutomount } from './default-sa-automount.ts';
import { defaultServiceAccount } from './default-service-account.ts';
import { dropNetRaw } from './drop-net-raw.ts';
import { duplicateEnvVar } from './duplicate-env-var.ts';
import { egressToKubelet } from './egress-to-kubelet.ts';
import { egressToMetadataApi } from './egress-to-metadata-api.ts';
import { embeddedCredential } from './embedded-credential.ts';
import { exposedServiceType } from './exposed-service-type.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostPort } from './host-port.ts';
import { hostpathVolume } from './hostpath-volume.ts';
import { imageTagMutable } from './image-tag-mutable.ts';
import { ingressHostNotInTls } from './ingress-host-not-in-tls.ts';
import { ingressSnippetAnnotation } from './ingress-snippet-annotation.ts';
import { ingressTlsMissing } from './ingress-tls-missing.ts';
import { ingressWildcardOrEmptyHost } from './ingress-wildcard-or-empty-host.ts';
import { legacySaTokenSecret } from './legacy-sa-token-secret.ts';
import { limitRangeWithoutDefaults } from './limit-range-without-defaults.ts';
import { linuxHardening } from './linux-hardening.ts';
import { lowUid } from './low-uid.ts';
import { networkPolicyAllowAll } from './network-policy-allow-all.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privilegedContainer } from './privileged-container.ts';
import { probeLifecycleHost } from './probe-lifecycle-host.ts';
import { procMount } from './proc-mount.ts';
import { procMountStrict } from './proc-mount-strict.ts';
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
import { restrictedVolumeTypes } from './restricted-volume-types.ts';
import { rootGroup } from './root-group.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsRootUid } from './run-as-root-uid.ts';
import { seccompRequired } from './seccomp-required.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { secretAsEnv } from './secret-as-env.ts';
import { secretLiteralInEnv } from './secret-literal-in-env.ts';
import { securityContextMissing } from './security-context-missing.ts';
import { selinuxOptions } from './selinux-options.ts';
import { sensitiveHostPath } from './sensitive-host-path.ts';
import { serviceExternalIps } from './service-external-ips.ts';
import { unsafeSysctls } from './unsafe-sysctls.ts';
import { windowsHostProcess } from './windows-host-process.ts';
import { writableHostPath } from './writable-host-path.ts';

/** The catalogue, in order of code. */
export const rules: readonly Rule[] = [
  addedCapabilities,
  apparmorOverride,
  capabilitiesDropAll,
  configmapSensitiveKey,
  containerRuntimeSocket,
  dangerousCapabilities,
  defaultSaAutomount,
  defaultServiceAccount,
  dropNetRaw,
  duplicateEnvVar,
  egressToKubelet,
  egressToMetadataApi,
  embeddedCredential,
  exposedServiceType,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  hostpathVolume,
  imageTagMutable,
  ingressHostNotInTls,
  ingressSnippetAnnotation,
  ingressTlsMissing,
  ingressWildcardOrEmptyHost,
  legacySaTokenSecret,
  limitRangeWithoutDefaults,
  linuxHardening,
  lowUid,
  networkPolicyAllowAll,
  privilegeEscalation,
  privilegedContainer,
  probeLifecycleHost,
  procMount,
  procMountStrict,
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
  restrictedVolumeTypes,
  rootGroup,
  runAsNonRoot,
  runAsRootUid,
  seccompRequired,
  seccompUnconfined,
  secretAsEnv,
  secretLiteralInEnv,
  securityContextMissing,
  selinuxOptions,
  sensitiveHostPath,
  serviceExternalIps,
  unsafeSysctls,
  windowsHostProcess,
  writableHostPath,
].sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
