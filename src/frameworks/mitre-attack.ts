import { assessed, beyond, direct, partial } from './control.ts';
import type { Framework } from './framework.ts';

/** MITRE ATT&CK, techniques against containers, 18. */
export const mitreAttack: Framework = {
  id: 'mitre-attack',
  title: 'MITRE ATT&CK, techniques against containers',
  version: '18',
  url: 'https://attack.mitre.org/matrices/enterprise/containers/',
  aliases: ['attack', 'mitre'],
  caution:
    'A technique is made harder, never impossible: passing means that these manifests do not invite it.',
  controls: [
    beyond('T1036', 'Masquerading', 'It happens while programs run, which no manifest shows.'),
    assessed('T1046', 'Network service discovery', [
      ...partial(
        'single',
        'pod-without-network-policy',
        'namespace-without-default-deny',
        'network-policy-allow-all',
        'egress-to-metadata-api',
      ),
    ]),
    beyond('T1053.007', 'Scheduled jobs of the orchestrator', 'Who made a CronJob, and why, is not in it.'),
    assessed('T1068', 'Exploitation for privilege escalation', [
      ...direct('inferred', 'privilege-escalation'),
    ]),
    beyond(
      'T1069',
      'Discovery of groups and rights',
      'It happens while programs run, which no manifest shows.',
    ),
    beyond('T1070', 'Indicators removed', 'It happens while programs run, which no manifest shows.'),
    beyond(
      'T1071',
      'Command and control over ordinary protocols',
      'It happens while programs run, which no manifest shows.',
    ),
    assessed('T1078', 'Valid accounts', [
      ...direct('single', 'rbac-cluster-admin-binding', 'rbac-system-masters'),
      ...direct('inferred', 'rbac-anonymous-binding'),
    ]),
    assessed('T1078.001', 'Default accounts', [...direct('inferred', 'default-service-account')]),
    assessed('T1098.006', 'Additional container cluster roles', [
      ...direct('inferred', 'rbac-wildcard', 'rbac-escalate-bind-impersonate', 'rbac-manage-rbac'),
    ]),
    beyond('T1110', 'Guessed passwords', 'It happens while programs run, which no manifest shows.'),
    assessed('T1133', 'External remote services', [...direct('single', 'exposed-service-type')]),
    beyond('T1190', 'Exploited public application', 'A fault of a program is not in its manifest.'),
    beyond(
      'T1195',
      'Compromised supply chain',
      'How an image was built is not in the manifest that names it.',
    ),
    assessed('T1204.003', 'Malicious image', [...direct('single', 'image-registry-not-allowed')]),
    beyond('T1485', 'Destroyed data', 'It happens while programs run, which no manifest shows.'),
    beyond('T1490', 'Recovery made impossible', 'It happens while programs run, which no manifest shows.'),
    assessed('T1496', 'Resource hijacking', [
      ...partial(
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
    beyond('T1498', 'Flooded networks', 'It happens while programs run, which no manifest shows.'),
    assessed('T1499', 'Endpoint denial of service', [
      ...partial(
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
    beyond('T1499.004', 'Crash by exploit', 'A fault of a program is not in its manifest.'),
    assessed('T1525', 'Implant internal image', [
      ...partial('single', 'image-tag-mutable', 'image-not-pinned-by-digest', 'image-registry-not-allowed'),
    ]),
    assessed('T1528', 'Steal application access token', [
      ...direct(
        'corroborated',
        'automount-sa-token',
        'default-sa-automount',
        'legacy-sa-token-secret',
        'rbac-token-create',
      ),
    ]),
    beyond(
      'T1543.005',
      'Services of the container runtime',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
    beyond('T1550', 'Stolen sessions', 'It happens while programs run, which no manifest shows.'),
    assessed('T1552', 'Unsecured credentials', [...direct('single', 'egress-to-metadata-api')]),
    assessed('T1552.001', 'Credentials in files', [
      ...direct(
        'corroborated',
        'secret-literal-in-env',
        'secret-as-env',
        'configmap-sensitive-key',
        'embedded-credential',
      ),
    ]),
    assessed('T1552.007', 'Container API', [
      ...direct('inferred', 'container-runtime-socket'),
      ...direct('corroborated', 'rbac-secrets-read'),
    ]),
    assessed('T1557', 'Adversary in the middle', [...direct('single', 'drop-net-raw')]),
    assessed('T1562.001', 'Disable or modify tools', [...direct('inferred', 'rbac-webhook-config')]),
    assessed('T1609', 'Container administration command', [...direct('corroborated', 'rbac-pod-exec')]),
    assessed('T1610', 'Deploy container', [...direct('single', 'privileged-container', 'rbac-pod-create')]),
    assessed('T1611', 'Escape to host', [
      ...direct(
        'corroborated',
        'privileged-container',
        'host-pid',
        'host-ipc',
        'host-network',
        'hostpath-volume',
        'windows-host-process',
        'added-capabilities',
        'proc-mount',
        'seccomp-unconfined',
        'dangerous-capabilities',
        'container-runtime-socket',
        'sensitive-host-path',
        'writable-host-path',
        'rbac-pv-create',
      ),
    ]),
    beyond(
      'T1612',
      'Image built on the host',
      'It is a matter of files and flags on the nodes, which no manifest shows.',
    ),
    beyond('T1613', 'Discovery of containers', 'It happens while programs run, which no manifest shows.'),
  ],
};
