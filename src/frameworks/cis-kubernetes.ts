import { assessed, beyond, direct, partial, weak } from './control.ts';
import type { Framework } from './framework.ts';

/** CIS Kubernetes Benchmark, 1.12. */
export const cisKubernetes: Framework = {
  id: 'cis-kubernetes',
  title: 'CIS Kubernetes Benchmark',
  version: '1.12',
  url: 'https://www.cisecurity.org/benchmark/kubernetes',
  aliases: ['cis'],
  caution:
    'CIS marks all of section 5 as manual: a pass here is evidence for whoever assesses it, not a verdict. Sections 1 to 4 need access to nodes.',
  controls: [
    beyond(
      '1',
      'Control plane components',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
    beyond('2', 'etcd', 'It is a matter of files and flags on the nodes, which no manifest shows.'),
    beyond(
      '3',
      'Control plane configuration',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
    beyond('4', 'Worker nodes', 'It is a matter of files and flags on the nodes, which no manifest shows.'),
    assessed('5.1.1', 'Cluster-admin only where needed', [
      ...direct('corroborated', 'rbac-cluster-admin-binding'),
    ]),
    assessed('5.1.2', 'Limit who can read Secrets', [...direct('corroborated', 'rbac-secrets-read')]),
    assessed('5.1.3', 'Limit wildcards in roles', [...direct('corroborated', 'rbac-wildcard')]),
    assessed('5.1.4', 'Limit who can create pods', [...direct('corroborated', 'rbac-pod-create')]),
    assessed('5.1.5', 'Default service accounts not in active use', [
      ...direct('corroborated', 'default-sa-automount', 'rbac-default-sa-binding'),
      ...partial('corroborated', 'default-service-account'),
    ]),
    assessed('5.1.6', 'Mount service account tokens only where needed', [
      ...direct('corroborated', 'automount-sa-token'),
    ]),
    assessed('5.1.7', 'Avoid the system:masters group', [...partial('corroborated', 'rbac-system-masters')]),
    assessed('5.1.8', 'Limit bind, impersonate and escalate', [
      ...direct('corroborated', 'rbac-escalate-bind-impersonate'),
      ...weak('inferred', 'rbac-manage-rbac'),
    ]),
    assessed('5.1.9', 'Limit who can create persistent volumes', [
      ...direct('corroborated', 'rbac-pv-create'),
    ]),
    assessed('5.1.10', 'Limit nodes/proxy', [...direct('corroborated', 'rbac-nodes-proxy')]),
    assessed('5.1.11', 'Limit CSR approval', [...direct('corroborated', 'rbac-csr-approval')]),
    assessed('5.1.12', 'Limit webhook configuration changes', [
      ...direct('corroborated', 'rbac-webhook-config'),
    ]),
    assessed('5.1.13', 'Limit service account token creation', [
      ...direct('corroborated', 'rbac-token-create'),
    ]),
    assessed('5.2.1', 'At least one active policy control mechanism', [
      ...direct('corroborated', 'pod-security-admission-label'),
    ]),
    assessed('5.2.2', 'Limit privileged containers', [...partial('corroborated', 'privileged-container')]),
    assessed('5.2.3', 'Limit host PID sharing', [...partial('corroborated', 'host-pid')]),
    assessed('5.2.4', 'Limit host IPC sharing', [...partial('corroborated', 'host-ipc')]),
    assessed('5.2.5', 'Limit host network sharing', [...partial('corroborated', 'host-network')]),
    assessed('5.2.6', 'Limit allowPrivilegeEscalation', [...partial('corroborated', 'privilege-escalation')]),
    assessed('5.2.7', 'Limit root containers', [
      ...partial('corroborated', 'run-as-non-root', 'run-as-root-uid'),
      ...weak('inferred', 'low-uid'),
    ]),
    assessed('5.2.8', 'Limit NET_RAW', [...partial('corroborated', 'drop-net-raw')]),
    assessed('5.2.9', 'Limit assigned capabilities', [
      ...partial('corroborated', 'added-capabilities', 'capabilities-drop-all', 'dangerous-capabilities'),
    ]),
    assessed('5.2.10', 'Limit Windows HostProcess', [...partial('corroborated', 'windows-host-process')]),
    assessed('5.2.11', 'Limit hostPath volumes', [
      ...partial(
        'corroborated',
        'hostpath-volume',
        'container-runtime-socket',
        'sensitive-host-path',
        'writable-host-path',
      ),
    ]),
    assessed('5.2.12', 'Limit host ports', [...partial('corroborated', 'host-port')]),
    beyond(
      '5.3.1',
      'Network plugin that enforces network policies',
      'Which plugin runs, and whether it enforces policies, is not written in manifests of workloads.',
    ),
    assessed('5.3.2', 'Every namespace has network policies', [
      ...direct('corroborated', 'namespace-without-default-deny'),
      ...partial('corroborated', 'pod-without-network-policy'),
    ]),
    assessed('5.4.1', 'Secrets as files rather than environment variables', [
      ...direct('corroborated', 'secret-as-env'),
    ]),
    beyond(
      '5.4.2',
      'Secrets kept outside the cluster',
      'Whether a Secret is filled from elsewhere cannot be told from the Secret.',
    ),
    beyond(
      '5.5.1',
      'Provenance of images checked at admission',
      'Admission is configured in the API server, not in manifests of workloads.',
    ),
    assessed('5.6.1', 'Namespaces as administrative boundaries', [
      ...partial('inferred', 'system-namespace'),
    ]),
    assessed('5.6.2', 'Runtime default seccomp', [
      ...direct('corroborated', 'seccomp-required'),
      ...partial('corroborated', 'seccomp-unconfined'),
    ]),
    assessed('5.6.3', 'Security context applied to pods and containers', [
      ...direct('corroborated', 'security-context-missing'),
    ]),
    assessed('5.6.4', 'Default namespace not used', [...direct('corroborated', 'default-namespace')]),
  ],
};
