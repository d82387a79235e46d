import { assessed, beyond, direct, partial, scanned, weak } from './control.ts';
import type { Framework } from './framework.ts';

/** NSA/CISA Kubernetes Hardening Guide, 1.2. */
export const nsaCisa: Framework = {
  id: 'nsa-cisa',
  title: 'NSA/CISA Kubernetes Hardening Guide',
  version: '1.2',
  url: 'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
  aliases: ['nsa', 'cisa'],
  caution:
    'The guide has no numbers: its headings stand for its controls. What concerns nodes, logs and the control plane is not in manifests.',
  controls: [
    beyond(
      'Audit logging and threat detection',
      'Logs that are kept, read and acted on',
      'It happens while programs run, which no manifest shows.',
    ),
    assessed('Authentication and authorization: Role-based access control', 'Roles that grant the least', [
      ...direct(
        'corroborated',
        'rbac-wildcard',
        'rbac-cluster-admin-binding',
        'rbac-secrets-read',
        'rbac-pod-create',
        'rbac-escalate-bind-impersonate',
        'rbac-manage-rbac',
        'rbac-pod-exec',
        'rbac-nodes-proxy',
        'rbac-csr-approval',
        'rbac-webhook-config',
        'rbac-token-create',
        'rbac-pv-create',
        'rbac-system-masters',
        'rbac-anonymous-binding',
        'rbac-default-sa-binding',
      ),
    ]),
    scanned('Kubernetes Pod security: Building secure container images', 'Images that were scanned', [
      ...direct('inferred', 'unscanned-image', 'stale-image-scan'),
      ...partial('inferred', 'vulnerable-image'),
    ]),
    beyond(
      'Network separation: Control plane hardening',
      'API server and etcd out of reach',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
    assessed('Network separation: Encryption', 'Traffic that is encrypted', [
      ...partial('inferred', 'ingress-tls-missing', 'ingress-host-not-in-tls'),
    ]),
    assessed('Network separation: Namespaces', 'Namespaces that separate', [
      ...direct('corroborated', 'default-namespace', 'system-namespace'),
    ]),
    assessed('Network separation: Network policies', 'Traffic that is allowed, and no other', [
      ...direct(
        'corroborated',
        'pod-without-network-policy',
        'namespace-without-default-deny',
        'network-policy-allow-all',
        'egress-to-metadata-api',
      ),
    ]),
    assessed(
      'Network separation: Protecting sensitive cloud infrastructure',
      'No way to the metadata service',
      [...direct('single', 'egress-to-metadata-api')],
    ),
    assessed('Network separation: Resource policies', 'Limits on resources', [
      ...direct(
        'corroborated',
        'namespace-without-quota',
        'namespace-without-limit-range',
        'cpu-request-missing',
        'memory-request-missing',
        'memory-limit-missing',
        'cpu-limit-missing',
        'ephemeral-storage-unbounded',
      ),
    ]),
    assessed('Network separation: Secrets', 'Credentials kept in Secrets', [
      ...direct(
        'corroborated',
        'secret-literal-in-env',
        'secret-as-env',
        'configmap-sensitive-key',
        'embedded-credential',
      ),
    ]),
    beyond(
      'Network separation: Worker node segmentation',
      'Nodes apart from other networks',
      'It is a matter of the network around the nodes.',
    ),
    assessed('Pod security: Hardening container environments', 'Protections of the kernel in use', [
      ...direct(
        'corroborated',
        'selinux-options',
        'seccomp-unconfined',
        'apparmor-override',
        'seccomp-required',
        'linux-hardening',
      ),
    ]),
    assessed('Pod security: Immutable container file systems', 'File systems that programs cannot change', [
      ...direct('corroborated', 'read-only-root-filesystem'),
    ]),
    assessed('Pod security: Non-root containers', 'Containers that do not run as root', [
      ...direct('corroborated', 'run-as-non-root', 'run-as-root-uid', 'low-uid', 'root-group'),
    ]),
    assessed('Pod security: Pod security enforcement', 'Pods that take no more than they need', [
      ...direct(
        'corroborated',
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
        'capabilities-drop-all',
        'proc-mount-strict',
        'dangerous-capabilities',
        'drop-net-raw',
        'container-runtime-socket',
        'sensitive-host-path',
        'writable-host-path',
        'pod-security-admission-label',
      ),
    ]),
    assessed('Pod security: Protecting Pod service account tokens', 'Tokens only where they are used', [
      ...direct('corroborated', 'automount-sa-token', 'default-sa-automount', 'legacy-sa-token-secret'),
    ]),
    assessed('Upgrading and application security practices', 'Versions that are maintained', [
      ...weak('single', 'ingress-snippet-annotation'),
      ...weak('inferred', 'deprecated-api-version'),
    ]),
    beyond(
      'Upgrading and application security practices: Nodes',
      'Nodes that are patched',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
  ],
};
