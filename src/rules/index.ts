// Written by `npm run generate`.
import type { Rule } from '../core/rule.ts';
import { addedCapabilities } from './added-capabilities.ts';
import { apparmorOverride } from './apparmor-override.ts';
import { capabilitiesDropAll } from './capabilities-drop-all.ts';
import { containerRuntimeSocket } from './container-runtime-socket.ts';
import { dangerousCapabilities } from './dangerous-capabilities.ts';
import { dropNetRaw } from './drop-net-raw.ts';
import { duplicateEnvVar } from './duplicate-env-var.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostPort } from './host-port.ts';
import { hostpathVolume } from './hostpath-volume.ts';
import { imageTagMutable } from './image-tag-mutable.ts';
import { ingressTlsMissing } from './ingress-tls-missing.ts';
import { linuxHardening } from './linux-hardening.ts';
import { lowUid } from './low-uid.ts';
import { oversizedLimit } from './oversized-limit.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privilegedContainer } from './privileged-container.ts';
import { probeLifecycleHost } from './probe-lifecycle-host.ts';
import { procMount } from './proc-mount.ts';
import { procMountStrict } from './proc-mount-strict.ts';
import { rbacWildcard } from './rbac-wildcard.ts';
import { readOnlyRootFilesystem } from './read-only-root-filesystem.ts';
import { readinessProbeMissing } from './readiness-probe-missing.ts';
import { restrictedVolumeTypes } from './restricted-volume-types.ts';
import { rootGroup } from './root-group.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { runAsRootUid } from './run-as-root-uid.ts';
import { seccompRequired } from './seccomp-required.ts';
import { seccompUnconfined } from './seccomp-unconfined.ts';
import { securityContextMissing } from './security-context-missing.ts';
import { selinuxOptions } from './selinux-options.ts';
import { sensitiveHostPath } from './sensitive-host-path.ts';
import { unsafeSysctls } from './unsafe-sysctls.ts';
import { windowsHostProcess } from './windows-host-process.ts';
import { writableHostPath } from './writable-host-path.ts';

/** The catalogue, in order of code. */
export const rules: readonly Rule[] = [
  addedCapabilities,
  apparmorOverride,
  capabilitiesDropAll,
  containerRuntimeSocket,
  dangerousCapabilities,
  dropNetRaw,
  duplicateEnvVar,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  hostpathVolume,
  imageTagMutable,
  ingressTlsMissing,
  linuxHardening,
  lowUid,
  oversizedLimit,
  privilegeEscalation,
  privilegedContainer,
  probeLifecycleHost,
  procMount,
  procMountStrict,
  rbacWildcard,
  readOnlyRootFilesystem,
  readinessProbeMissing,
  restrictedVolumeTypes,
  rootGroup,
  runAsNonRoot,
  runAsRootUid,
  seccompRequired,
  seccompUnconfined,
  securityContextMissing,
  selinuxOptions,
  sensitiveHostPath,
  unsafeSysctls,
  windowsHostProcess,
  writableHostPath,
].sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1));
