import { both, pod, profile, type CheckPart, type PodSecurityCheck } from './pod-security-check.ts';

function flag(field: string, path: string): CheckPart {
  return { on: 'pod', field, right: `${pod}.?${path}.orValue(false) == false`, value: "'true'" };
}

const linuxCapabilities =
  "['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT']";

function seLinux(name: 'type' | 'user' | 'role', right: (value: string) => string): readonly CheckPart[] {
  return both(`securityContext.seLinuxOptions.${name}`, (of) => {
    const value = `${of}.?securityContext.?seLinuxOptions.?${name}.orValue('')`;
    return { right: right(value), value };
  });
}

function seLinuxTypes(minor: number): string {
  const newer = minor >= 31 ? ", 'container_engine_t'" : '';
  return `['', 'container_t', 'container_init_t', 'container_kvm_t'${newer}]`;
}

/** Sysctls that are safe, and since which minor version. */
const sysctls: readonly (readonly [number, readonly string[]])[] = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
];

function safeSysctls(minor: number): string {
  const safe = sysctls.flatMap(([since, names]) => (minor >= since ? names : []));
  return `[${safe.map((name) => `'${name}'`).join(', ')}]`;
}

const handlers = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.?postStart',
  'lifecycle.?preStop',
];

function hosts(): string {
  return handlers
    .flatMap((handler) =>
      ['httpGet', 'tcpSocket'].map((kind) => `container.?${handler}.?${kind}.?host.orValue('') == ''`),
    )
    .join(' && ');
}

function check(
  id: string,
  control: string | null,
  reason: string,
  ...parts: readonly CheckPart[]
): PodSecurityCheck {
  return { id, level: 'baseline', control, reason, parts };
}

/** What level baseline demands of a pod, as it is of a minor version. */
export function baselineChecks(minor: number): readonly PodSecurityCheck[] {
  return [...ofHost, ...ofContainers, ...ofKernel(minor)];
}

const ofHost: readonly PodSecurityCheck[] = [
  check(
    'hostNamespaces',
    'Host Namespaces',
    'host namespaces',
    flag('hostNetwork', 'hostNetwork'),
    flag('hostPID', 'hostPID'),
    flag('hostIPC', 'hostIPC'),
  ),
  check('hostPathVolumes', 'HostPath Volumes', 'hostPath volumes', {
    on: 'pod',
    field: 'volumes[*].hostPath',
    over: `${pod}.?volumes.orValue([])`,
    right: '!has(item.hostPath)',
    value: "item.hostPath.?path.orValue('')",
  }),
  check('hostPorts', 'Host Ports', 'hostPort', {
    on: 'container',
    field: 'ports[*].hostPort',
    over: 'container.?ports.orValue([])',
    right: 'item.?hostPort.orValue(0) == 0',
    value: 'string(item.hostPort)',
  }),
  check('hostProbesAndHostLifecycle', null, 'probe or lifecycle host', {
    on: 'container',
    field: '',
    right: hosts(),
    value: null,
  }),
  check(
    'windowsHostProcess',
    'HostProcess',
    'hostProcess',
    ...both('securityContext.windowsOptions.hostProcess', (of) => ({
      right: `${of}.?securityContext.?windowsOptions.?hostProcess.orValue(false) == false`,
      value: "'true'",
    })),
  ),
];

const ofContainers: readonly PodSecurityCheck[] = [
  check('privileged', 'Privileged Containers', 'privileged', {
    on: 'container',
    field: 'securityContext.privileged',
    right: 'container.?securityContext.?privileged.orValue(false) == false',
    value: "'true'",
  }),
  check('procMount', '/proc Mount Type', 'procMount', {
    on: 'container',
    field: 'securityContext.procMount',
    right: "container.?securityContext.?procMount.orValue('Default') == 'Default'",
    value: 'container.securityContext.procMount',
  }),
  check('capabilities_baseline', 'Capabilities', 'non-default capabilities', {
    on: 'container',
    field: 'securityContext.capabilities.add',
    over: 'container.?securityContext.?capabilities.?add.orValue([])',
    right: `item in ${linuxCapabilities}`,
    value: 'item',
    isTogether: true,
  }),
  check('seccompProfile_baseline', 'Seccomp', 'seccompProfile', ...profile('seccompProfile')),
];

function ofKernel(minor: number): readonly PodSecurityCheck[] {
  return [
    check('appArmorProfile', 'AppArmor', 'forbidden AppArmor profile', ...profile('appArmorProfile'), {
      on: 'pod',
      field: 'metadata.annotations',
      over: 'variables.podMetadata.?annotations.orValue({})',
      right:
        "!item.startsWith('container.apparmor.security.beta.kubernetes.io/') || variables.podMetadata.annotations[item] in ['', 'runtime/default'] || variables.podMetadata.annotations[item].startsWith('localhost/')",
      value: 'variables.podMetadata.annotations[item]',
    }),
    check(
      'seLinuxOptions',
      'SELinux',
      'seLinuxOptions',
      ...seLinux('type', (value) => `${value} in ${seLinuxTypes(minor)}`),
      ...seLinux('user', (value) => `${value} == ''`),
      ...seLinux('role', (value) => `${value} == ''`),
    ),
    check('sysctls', 'Sysctls', 'forbidden sysctls', {
      on: 'pod',
      field: 'securityContext.sysctls[*].name',
      over: `${pod}.?securityContext.?sysctls.orValue([])`,
      right: `item.?name.orValue('') in ${safeSysctls(minor)}`,
      value: "item.?name.orValue('')",
    }),
  ];
}
