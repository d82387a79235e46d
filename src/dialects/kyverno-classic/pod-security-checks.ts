/**
 * The checks of the Pod Security Standards as data (`k8s.io/pod-security-admission`), each with the fields that it
 * reports, so that an exclusion can lift one of them. CEL over `variables.podSpec`, `container` and `item`.
 */
export interface PodSecurityCheck {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** Kyverno's name of the control; null for a check that it cannot exclude. */
  readonly control: string | null;
  readonly reason: string;
  /** Pods for Windows are left out since this minor version. */
  readonly windowsSince?: number;
  readonly parts: readonly CheckPart[];
}

/** One field that a check looks at. */
export interface CheckPart {
  /** `pod`: once; `container`: in every container. */
  readonly on: 'pod' | 'container';
  /** Below `spec`, or below the container. */
  readonly field: string;
  /** A list of which each element is looked at as `item`. */
  readonly over?: string;
  /** True where nothing is wrong. */
  readonly right: string;
  /** The wrong value as text; null where there is none, so that any value excludes it. */
  readonly value: string | null;
  /** Elements of the list are reported together, so that one exclusion must cover them all. */
  readonly isTogether?: true;
  /** A container that says nothing is wrong, if the pod says nothing either. */
  readonly isDemanded?: true;
  /** Where the value is missing, none is reported. */
  readonly hasValue?: string;
}

const pod = 'variables.podSpec';

/** Pod and containers alike. */
function both(field: string, part: (of: string) => Pick<CheckPart, 'right' | 'value'>): readonly CheckPart[] {
  return [
    { on: 'pod', field, ...part(pod) },
    { on: 'container', field, ...part('container') },
  ];
}

function flag(field: string, path: string): CheckPart {
  return { on: 'pod', field, right: `${pod}.?${path}.orValue(false) == false`, value: "'true'" };
}

function profile(name: 'seccompProfile' | 'appArmorProfile'): readonly CheckPart[] {
  return both(`securityContext.${name}.type`, (of) => ({
    right: `!${of}.?securityContext.?${name}.hasValue() || ${of}.securityContext.${name}.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
    value: `${of}.securityContext.${name}.?type.orValue('')`,
  }));
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

const volumeTypes =
  "['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']";

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

const runAsUser = (of: string): Pick<CheckPart, 'right' | 'value'> => ({
  right: `${of}.?securityContext.?runAsUser.orValue(1) != 0`,
  value: "'0'",
});

/** All checks, as they are of a minor version. */
export function podSecurityChecks(minor: number): readonly PodSecurityCheck[] {
  return [...baseline(minor), ...restricted()];
}

function baseline(minor: number): readonly PodSecurityCheck[] {
  const check = (
    id: string,
    control: string | null,
    reason: string,
    ...parts: readonly CheckPart[]
  ): PodSecurityCheck => ({
    id,
    level: 'baseline',
    control,
    reason,
    parts,
  });
  return [
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
}

function restricted(): readonly PodSecurityCheck[] {
  const check = (
    id: string,
    control: string,
    reason: string,
    parts: readonly CheckPart[],
    windowsSince?: number,
  ): PodSecurityCheck => ({
    id,
    level: 'restricted',
    control,
    reason,
    parts,
    ...(windowsSince !== undefined && { windowsSince }),
  });
  return [
    check('restrictedVolumes', 'Volume Types', 'restricted volume types', [
      {
        on: 'pod',
        field: 'volumes[*]',
        over: `${pod}.?volumes.orValue([])`,
        right: `${volumeTypes}.exists(type, type in item)`,
        value: null,
      },
    ]),
    check(
      'allowPrivilegeEscalation',
      'Privilege Escalation',
      'allowPrivilegeEscalation != false',
      [
        {
          on: 'container',
          field: 'securityContext.allowPrivilegeEscalation',
          right: 'container.?securityContext.?allowPrivilegeEscalation.orValue(true) == false',
          value: "has(container.securityContext.allowPrivilegeEscalation) ? 'true' : 'nil'",
          hasValue: 'has(container.securityContext)',
        },
      ],
      25,
    ),
    check(
      'capabilities_restricted',
      'Capabilities',
      'unrestricted capabilities',
      [
        {
          on: 'container',
          field: 'securityContext.capabilities.drop',
          right: "'ALL' in container.?securityContext.?capabilities.?drop.orValue([])",
          value: 'drop',
        },
        {
          on: 'container',
          field: 'securityContext.capabilities.add',
          over: 'container.?securityContext.?capabilities.?add.orValue([])',
          right: "item == 'NET_BIND_SERVICE'",
          value: 'item',
          isTogether: true,
        },
      ],
      25,
    ),
    check('runAsNonRoot', 'Running as Non-root', 'runAsNonRoot != true', [
      {
        on: 'pod',
        field: 'securityContext.runAsNonRoot',
        right: `${pod}.?securityContext.?runAsNonRoot.orValue(true) == true`,
        value: "'false'",
      },
      {
        on: 'container',
        field: 'securityContext.runAsNonRoot',
        right: `container.?securityContext.?runAsNonRoot.orValue(${pod}.?securityContext.?runAsNonRoot.orValue(false)) == true`,
        value: "'false'",
        hasValue: 'container.?securityContext.?runAsNonRoot.hasValue()',
        isDemanded: true,
      },
    ]),
    check(
      'runAsUser',
      'Running as Non-root user',
      'runAsUser=0',
      both('securityContext.runAsUser', runAsUser),
    ),
    check(
      'seccompProfile_restricted',
      'Seccomp',
      'seccompProfile',
      profile('seccompProfile').map((part) => (part.on === 'pod' ? part : { ...part, isDemanded: true })),
      25,
    ),
  ];
}

/** The check of a seccomp profile that nobody names: reported only where no bad one is named. */
export const seccompUnset: CheckPart = {
  on: 'container',
  field: 'securityContext.seccompProfile.type',
  right: `container.?securityContext.?seccompProfile.hasValue() || ${pod}.?securityContext.?seccompProfile.?type.orValue('') in ['RuntimeDefault', 'Localhost']`,
  value: null,
  isDemanded: true,
};
