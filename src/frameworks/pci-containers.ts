import { assessed, beyond, direct, partial, weak } from './control.ts';
import type { Framework } from './framework.ts';

const rights = [
  'rbac-wildcard',
  'rbac-cluster-admin-binding',
  'rbac-secrets-read',
  'rbac-pod-create',
  'rbac-pod-exec',
  'rbac-escalate-bind-impersonate',
  'rbac-manage-rbac',
] as const;

/** PCI guidance for containers and orchestration, table 3.1 of version 1.0 of September 2022. */
export const pciContainers: Framework = {
  id: 'pci-containers',
  title: 'PCI guidance for containers and orchestration',
  version: '2022',
  url: 'https://www.pcisecuritystandards.org/document_library/',
  aliases: ['pci-container-guidance', 'pci-container-guidance-2022'],
  caution:
    'Guidance, not requirements. Its practices were read as a public commentary on Kubernetes quotes them; most links to rules are one public mapping’s or our own.',
  controls: [
    assessed('1.1', 'Everybody who uses the orchestrator is known', [
      ...partial('inferred', 'rbac-anonymous-binding'),
    ]),
    beyond('1.2', 'No accounts that several people share', 'Who holds which credential no manifest shows.'),
    assessed('1.3', 'Credentials that can be revoked', [
      ...partial('inferred', 'legacy-sa-token-secret', 'rbac-csr-approval'),
    ]),
    beyond('1.4', 'Credentials kept safe by the orchestrator', 'It is a matter of files on the nodes.'),
    assessed('1.5.a', 'Tokens only where they are used', [
      ...direct('single', 'automount-sa-token', 'default-sa-automount'),
      ...partial('single', 'legacy-sa-token-secret'),
    ]),
    assessed('1.5.b', 'Service accounts without more rights than they need', [
      ...partial('inferred', 'default-service-account', 'rbac-default-sa-binding', ...rights),
    ]),
    assessed('2.1', 'Least privilege in the orchestrator, and no blanket administrators', [
      ...direct('inferred', 'rbac-wildcard', 'rbac-cluster-admin-binding'),
      ...partial(
        'inferred',
        'rbac-secrets-read',
        'rbac-pod-create',
        'rbac-pod-exec',
        'rbac-escalate-bind-impersonate',
        'rbac-manage-rbac',
        'rbac-nodes-proxy',
        'rbac-webhook-config',
        'rbac-token-create',
        'rbac-pv-create',
      ),
    ]),
    assessed('2.2', 'No groups whose rights cannot be taken away', [
      ...direct('inferred', 'rbac-system-masters'),
    ]),
    beyond('2.3', 'Permissions reviewed regularly', 'When somebody last looked no manifest shows.'),
    assessed('3.1', 'Workloads kept from their nodes', [
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
        'container-runtime-socket',
        'sensitive-host-path',
        'writable-host-path',
      ),
      ...partial(
        'single',
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
        'linux-hardening',
        'pod-security-admission-label',
      ),
      ...weak('single', 'read-only-root-filesystem'),
    ]),
    assessed('3.2', 'Images by known versions that can be verified', [
      ...direct('single', 'image-not-pinned-by-digest'),
      ...partial('single', 'image-tag-mutable'),
    ]),
    assessed('3.3', 'Images from trusted sources', [
      ...direct('inferred', 'image-registry-not-allowed'),
      ...weak('inferred', 'deprecated-image-registry'),
    ]),
    assessed('4.1', 'Traffic denied unless it is needed', [
      ...direct(
        'single',
        'pod-without-network-policy',
        'namespace-without-default-deny',
        'network-policy-allow-all',
      ),
      ...partial('single', 'egress-to-metadata-api'),
    ]),
    assessed('4.2', 'Interfaces of the orchestrator reached from listed addresses only', [
      ...weak('inferred', 'egress-to-kubelet', 'egress-to-metadata-api'),
    ]),
    beyond('4.3', 'Interfaces of the orchestrator encrypted', 'It is set by flags of its components.'),
    beyond(
      '5',
      'Public key infrastructure',
      'How certificates are issued, rotated and trusted is set on the control plane and outside of the cluster.',
    ),
    assessed('6.1', 'Secrets kept in a system for secrets, encrypted', [
      ...partial('single', 'secret-literal-in-env', 'configmap-sensitive-key', 'embedded-credential'),
      ...weak('single', 'secret-as-env'),
    ]),
    beyond('6.2', 'Versions of secrets', 'Whether a secret can be replaced quickly no manifest shows.'),
    beyond('7', 'Audit of the orchestrator', 'What is logged is set in the API server.'),
    beyond('8.1', 'Logs of containers collected centrally', 'It is a matter of what runs on the nodes.'),
    assessed('8.2', 'New programs and changed files in containers are noticed', [
      ...weak('single', 'read-only-root-filesystem'),
    ]),
    assessed('9.1', 'Dangerous workloads isolated by a hypervisor or a sandbox', [
      ...weak(
        'single',
        'selinux-options',
        'seccomp-unconfined',
        'apparmor-override',
        'seccomp-required',
        'linux-hardening',
      ),
    ]),
    assessed('9.2', 'Windows containers isolated by Hyper-V', [...weak('inferred', 'windows-host-process')]),
    beyond('10.1', 'Orchestrator supported and patched', 'Its version is not in manifests.'),
    beyond('10.2', 'Nodes patched', 'It is a matter of the nodes.'),
    beyond(
      '10.3',
      'Images scanned and patched',
      'What is in images only a scanner of vulnerabilities shows.',
    ),
    assessed('11.1', 'Limits on the resources of all workloads', [
      ...direct('single', 'memory-limit-missing', 'cpu-limit-missing'),
      ...partial(
        'single',
        'ephemeral-storage-unbounded',
        'namespace-without-quota',
        'namespace-without-limit-range',
      ),
      ...weak('single', 'cpu-request-missing', 'memory-request-missing'),
    ]),
    beyond(
      '12.1',
      'Images built from minimal, current base images',
      'How images are built is not in manifests.',
    ),
    assessed('12.2', 'Base images from a registry of one’s own', [
      ...weak('inferred', 'image-registry-not-allowed'),
    ]),
    assessed('12.3', 'Images that run as an ordinary user', [
      ...partial('single', 'run-as-non-root', 'run-as-root-uid', 'low-uid', 'root-group'),
    ]),
    beyond('12.4', 'No secrets in images', 'What is in images no manifest shows.'),
    beyond('13', 'Registries', 'How the registry is guarded is set there.'),
    assessed(
      '14.1',
      'Configuration under version control, related objects together, labels that tell them apart',
      [...weak('inferred', 'recommended-labels')],
    ),
    beyond(
      '15.1',
      'Configuration tested, and by a standard of hardening',
      'Where it was tested, and which standard holds, is a matter of procedures.',
    ),
    assessed('16.1', 'Workloads of different security kept apart', [
      ...weak('single', 'default-namespace', 'system-namespace'),
    ]),
    beyond('16.2', 'Critical systems on nodes of their own', 'Which systems are critical no manifest says.'),
    beyond(
      '16.3',
      'Nobody can schedule to the nodes of others',
      'It needs policies in the cluster that decide who may choose which nodes.',
    ),
    assessed('16.4', 'No rights on what is shared, or on what is others’', [
      ...partial('inferred', ...rights, 'rbac-webhook-config', 'rbac-pv-create', 'rbac-dns-config'),
    ]),
  ],
};
