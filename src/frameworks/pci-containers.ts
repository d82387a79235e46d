import { assessed, beyond, direct } from './control.ts';
import type { Framework } from './framework.ts';

/** PCI guidance for containers and orchestration, 2022. */
export const pciContainers: Framework = {
  id: 'pci-containers',
  title: 'PCI guidance for containers and orchestration',
  version: '2022',
  url: 'https://www.pcisecuritystandards.org/document_library/',
  aliases: ['pci-container-guidance', 'pci-container-guidance-2022'],
  caution:
    'Guidance, not requirements. The numbers follow one public mapping and have not been checked against a second.',
  controls: [
    assessed('1.2.a', 'Default accounts without rights', [
      ...direct('single', 'default-service-account', 'rbac-default-sa-binding'),
    ]),
    assessed('1.5.a', 'Tokens only where they are used', [
      ...direct('single', 'automount-sa-token', 'default-sa-automount', 'legacy-sa-token-secret'),
    ]),
    beyond(
      '2',
      'Authorization',
      'No mapping of its parts to rules was found; roles are judged under other frameworks.',
    ),
    assessed('3.1.a', 'Workloads with no more rights than they need', [
      ...direct(
        'single',
        'privileged-container',
        'host-pid',
        'host-ipc',
        'host-network',
        'host-port',
        'hostpath-volume',
        'windows-host-process',
        'added-capabilities',
        'selinux-options',
        'proc-mount',
        'seccomp-unconfined',
        'unsafe-sysctls',
        'apparmor-override',
        'probe-lifecycle-host',
        'restricted-volume-types',
        'privilege-escalation',
        'run-as-non-root',
        'run-as-root-uid',
        'seccomp-required',
        'capabilities-drop-all',
        'proc-mount-strict',
        'dangerous-capabilities',
        'drop-net-raw',
        'read-only-root-filesystem',
        'container-runtime-socket',
        'sensitive-host-path',
        'writable-host-path',
        'linux-hardening',
        'pod-security-admission-label',
      ),
    ]),
    assessed('3.2.a', 'Images from known places, by a fixed version', [
      ...direct('single', 'image-tag-mutable', 'image-not-pinned-by-digest', 'image-registry-not-allowed'),
    ]),
    assessed('4.1.a', 'Traffic between workloads that is allowed, and no other', [
      ...direct(
        'single',
        'pod-without-network-policy',
        'namespace-without-default-deny',
        'network-policy-allow-all',
        'egress-to-metadata-api',
      ),
    ]),
    beyond(
      '5',
      'Public key infrastructure',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
    assessed('6.1.a', 'Credentials kept in Secrets', [
      ...direct(
        'single',
        'secret-literal-in-env',
        'secret-as-env',
        'configmap-sensitive-key',
        'embedded-credential',
      ),
    ]),
    beyond('7', 'Audit of the orchestrator', 'What is logged is set in the API server.'),
    assessed('8.2.a', 'Containers that cannot be changed', [
      ...direct('single', 'read-only-root-filesystem'),
    ]),
    assessed('9.1.a', 'Protections of the kernel in use', [
      ...direct(
        'single',
        'selinux-options',
        'seccomp-unconfined',
        'apparmor-override',
        'seccomp-required',
        'linux-hardening',
      ),
    ]),
    beyond('10', 'Patches', 'It is a matter of files and flags on the nodes, which no manifest shows.'),
    assessed('11.1.a', 'Limits on resources', [
      ...direct(
        'single',
        'namespace-without-quota',
        'namespace-without-limit-range',
        'cpu-request-missing',
        'memory-request-missing',
        'memory-limit-missing',
        'cpu-limit-missing',
        'ephemeral-storage-unbounded',
      ),
    ]),
    assessed('12.3.a', 'Containers that do not run as root', [
      ...direct('single', 'run-as-non-root', 'run-as-root-uid', 'low-uid', 'root-group'),
    ]),
    beyond('13', 'Registries', 'It is a matter of the registry.'),
    beyond('14', 'Management of versions', 'How releases are made is not in manifests.'),
    beyond(
      '15',
      'Management of configuration',
      'It is a matter of people and procedures, which no manifest shows.',
    ),
    assessed('16.1.a', 'Workloads kept apart by namespaces', [
      ...direct('single', 'default-namespace', 'system-namespace'),
    ]),
  ],
};
