import { assessed, direct } from './control.ts';
import type { Framework } from './framework.ts';

/** The Pod Security Standards, whose every field is in manifests. */
export const podSecurity: Framework = {
  id: 'pod-security',
  title: 'Pod Security Standards',
  version: '1.36',
  url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  aliases: ['pss', 'psa'],
  caution:
    'The rules follow the API server version by version; whether a namespace enforces a level is a control of other frameworks.',
  controls: [
    assessed('Baseline: HostProcess', 'No pod is part of its Windows node', [
      ...direct('corroborated', 'windows-host-process'),
    ]),
    assessed('Baseline: Host Namespaces', 'No pod shares network, processes or memory of its node', [
      ...direct('corroborated', 'host-network', 'host-pid', 'host-ipc'),
    ]),
    assessed('Baseline: Privileged Containers', 'No container is privileged', [
      ...direct('corroborated', 'privileged-container'),
    ]),
    assessed('Baseline: Capabilities', 'No capability beyond the ordinary set', [
      ...direct('corroborated', 'added-capabilities'),
    ]),
    assessed('Baseline: HostPath Volumes', 'No folder of the node is mounted', [
      ...direct('corroborated', 'hostpath-volume'),
    ]),
    assessed('Baseline: Host Ports', 'No port of the node is taken', [
      ...direct('corroborated', 'host-port'),
    ]),
    assessed('Baseline: Host Probes / Lifecycle Hooks', 'No probe or hook goes to another host', [
      ...direct('corroborated', 'probe-lifecycle-host'),
    ]),
    assessed('Baseline: AppArmor', 'AppArmor stays on', [...direct('corroborated', 'apparmor-override')]),
    assessed('Baseline: SELinux', 'No SELinux label of choice', [
      ...direct('corroborated', 'selinux-options'),
    ]),
    assessed('Baseline: /proc Mount Type', 'The process file system stays masked', [
      ...direct('corroborated', 'proc-mount'),
    ]),
    assessed('Baseline: Seccomp', 'The filter of system calls is not turned off', [
      ...direct('corroborated', 'seccomp-unconfined'),
    ]),
    assessed('Baseline: Sysctls', 'Only settings of the kernel that are a pod’s own', [
      ...direct('corroborated', 'unsafe-sysctls'),
    ]),
    assessed('Restricted: Volume Types', 'Only volumes that stay within the cluster’s claims', [
      ...direct('corroborated', 'restricted-volume-types'),
    ]),
    assessed('Restricted: Privilege Escalation', 'No program gains rights', [
      ...direct('corroborated', 'privilege-escalation'),
    ]),
    assessed('Restricted: Running as Non-root', 'Containers are made not to run as root', [
      ...direct('corroborated', 'run-as-non-root'),
    ]),
    assessed('Restricted: Running as Non-root user', 'No container names root as its user', [
      ...direct('corroborated', 'run-as-root-uid'),
    ]),
    assessed('Restricted: Seccomp', 'A filter of system calls is chosen', [
      ...direct('corroborated', 'seccomp-required'),
    ]),
    assessed('Restricted: Capabilities', 'All capabilities are dropped', [
      ...direct('corroborated', 'capabilities-drop-all'),
    ]),
    assessed(
      'Restricted: /proc Mount Type',
      'The process file system stays masked, also in user namespaces',
      [...direct('corroborated', 'proc-mount-strict')],
    ),
  ],
};
