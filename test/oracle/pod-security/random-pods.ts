import type { JsonObject, JsonValue } from '../../../src/core/json.ts';
import type { Resource } from '../../../src/core/resource.ts';

/** Throws of chance that a seed repeats. */
interface Dice {
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** Some of the choices, in their order. */
  some<T>(choices: readonly T[]): readonly T[];
}

/** A field that may appear, and how often relative to others. */
type Field = readonly [name: string, make: (dice: Dice) => JsonValue];

/**
 * Pods from a seed: hardened ones with little changed, careless ones, and anything between, so that every check of
 * Pod Security is decided both ways. Each field is one that an API server takes; not every combination is.
 */
export function* randomPods(seed: number, count: number): Generator<Resource> {
  const dice = createDice(seed);
  for (let index = 0; index < count; index += 1) yield randomPod(dice, index);
}

/** The pod as the template of a workload; the index chooses the kind in turn. */
export function workloadOf({ metadata, spec }: Resource, index: number): Resource {
  const [apiVersion, kind] = workloads[index % workloads.length] ?? ['apps/v1', 'Deployment'];
  const template = { metadata: metadata ?? {}, spec: spec ?? {} };
  const inner = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  return { apiVersion, kind, metadata: { name: 'workload' }, spec: inner };
}

const workloads = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'ReplicaSet'],
  ['v1', 'ReplicationController'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
] as const;

function randomPod(dice: Dice, index: number): Resource {
  const style = dice.pick(styles);
  const rate = dice.pick([0.01, 0.03, 0.1, 0.4]);
  const context = { ...style.podContext, ...throwFields(dice, style.fields.podContext, rate) };
  const containers = (names: readonly string[], fields: readonly Field[]): JsonValue =>
    names.map((name) => {
      const inner = { ...style.containerContext, ...throwFields(dice, style.fields.containerContext, rate) };
      const fixed = {
        name,
        image: 'example.com/a:1',
        ...filled('securityContext', inner, dice.chance(rate)),
      };
      return { ...fixed, ...throwFields(dice, fields, rate) };
    });
  const spec: JsonObject = {
    ...(style.os !== null && { os: { name: style.os } }),
    ...throwFields(dice, style.fields.pod, rate),
    ...filled('securityContext', context, dice.chance(rate)),
    containers: containers(dice.chance(0.3) ? ['app', 'agent'] : ['app'], containerFields),
    ...(dice.chance(0.3) && { initContainers: containers(['init'], containerFields) }),
    ...(dice.chance(0.1) && { ephemeralContainers: containers(['debug'], []) }),
  };
  const annotations = filled('annotations', throwFields(dice, annotationFields, rate), false);
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}`, ...annotations }, spec };
}

/** A field with an object, left out where it is empty unless it is wanted nevertheless. */
function filled(name: string, value: JsonObject, wanted: boolean): JsonObject {
  return Object.keys(value).length > 0 || wanted ? { [name]: value } : {};
}

const flag = (dice: Dice): JsonValue => dice.chance(0.5);
const of =
  (...choices: readonly JsonValue[]) =>
  (dice: Dice): JsonValue =>
    dice.pick(choices);
const local = { type: 'Localhost', localhostProfile: 'profiles/own.json' };

const hostProcess: Field = ['windowsOptions', (dice) => dice.pick([{}, { hostProcess: flag(dice) }])];
const runAsNonRoot: Field = ['runAsNonRoot', flag];

/** What the security contexts of pods and of containers have in common. */
const bothContexts: readonly Field[] = [
  runAsNonRoot,
  ['runAsUser', of(0, 1, 1000, 65_534)],
  ['runAsGroup', of(0, 1000)],
  ['seccompProfile', of({ type: 'RuntimeDefault' }, { type: 'Unconfined' }, local)],
  ['appArmorProfile', of({ type: 'RuntimeDefault' }, { type: 'Unconfined' }, local)],
  [
    'seLinuxOptions',
    (dice) => ({
      ...(dice.chance(0.6) && {
        type: dice.pick([
          '',
          'container_t',
          'container_init_t',
          'container_kvm_t',
          'container_engine_t',
          'spc_t',
        ]),
      }),
      ...(dice.chance(0.2) && { user: dice.pick(['', 'system_u']) }),
      ...(dice.chance(0.2) && { role: dice.pick(['', 'system_r']) }),
      ...(dice.chance(0.3) && { level: 's0:c1,c2' }),
    }),
  ],
];

const harmless = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
const capabilities = [
  ...harmless,
  'ALL',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_ADMIN',
  'SYS_TIME',
  'chown',
  'CAP_CHOWN',
];

const sysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net/ipv4/tcp_rmem',
  'kernel.msgmax',
  'net.core.somaxconn',
];

const sources: Readonly<Record<string, JsonValue>> = {
  configMap: { name: 'a' },
  secret: { secretName: 'a' },
  emptyDir: {},
  downwardAPI: { items: [] },
  projected: { sources: [] },
  persistentVolumeClaim: { claimName: 'a' },
  ephemeral: { volumeClaimTemplate: { spec: { resources: {} } } },
  csi: { driver: 'csi.example.com' },
  image: { reference: 'example.com/a:1' },
  hostPath: { path: '/var/log' },
  nfs: { server: 'a.example.com', path: '/' },
  iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.com.example:a', lun: 0 },
  gitRepo: { repository: 'https://example.com/a.git' },
  awsElasticBlockStore: { volumeID: 'a' },
  azureDisk: { diskName: 'a', diskURI: 'a' },
  azureFile: { secretName: 'a', shareName: 'a' },
  cephfs: { monitors: ['a'] },
  cinder: { volumeID: 'a' },
  fc: { wwids: ['a'] },
  flexVolume: { driver: 'a' },
  flocker: { datasetName: 'a' },
  gcePersistentDisk: { pdName: 'a' },
  glusterfs: { endpoints: 'a', path: '/' },
  photonPersistentDisk: { pdID: 'a' },
  portworxVolume: { volumeID: 'a' },
  quobyte: { registry: 'a', volume: 'a' },
  rbd: { monitors: ['a'], image: 'a' },
  scaleIO: { gateway: 'a', system: 'a', secretRef: { name: 'a' } },
  storageos: { volumeName: 'a' },
  vsphereVolume: { volumePath: 'a' },
};

/** What the restricted level admits. */
const usual = Object.keys(sources).slice(0, 9);

const volumes: Field = [
  'volumes',
  (dice) => {
    const kinds = dice.pick([usual, usual, ['hostPath'], Object.keys(sources)]);
    return dice.some([0, 1, 2]).map((index) => {
      const kind = dice.pick(kinds);
      return { name: `volume-${index}`, [kind]: sources[kind] ?? {} };
    });
  },
];

const hosts = [{}, { host: '' }, { host: '127.0.0.1' }, { host: 'example.com' }];
const handler = (dice: Dice): JsonObject =>
  dice.pick<JsonObject>([
    { httpGet: { path: '/', port: 80, ...dice.pick(hosts) } },
    { tcpSocket: { port: 80, ...dice.pick(hosts) } },
    { exec: { command: ['true'] } },
  ]);

const containerFields: readonly Field[] = [
  ['livenessProbe', handler],
  ['readinessProbe', handler],
  ['startupProbe', handler],
  [
    'lifecycle',
    (dice) => Object.fromEntries(dice.some(['preStop', 'postStart']).map((at) => [at, handler(dice)])),
  ],
  [
    'ports',
    (dice) =>
      dice.some([80, 443, 8080]).map((containerPort) => ({
        containerPort,
        ...(dice.chance(0.5) && { hostPort: dice.pick([0, containerPort]) }),
      })),
  ],
];

const linuxFields = {
  pod: [
    ['hostNetwork', flag],
    ['hostPID', flag],
    ['hostIPC', flag],
    ['hostUsers', of(true, false, false)],
    volumes,
  ],
  podContext: [
    ...bothContexts,
    hostProcess,
    ['fsGroup', of(0, 1000)],
    ['sysctls', (dice) => dice.some(sysctls).map((name) => ({ name, value: '1' }))],
  ],
  containerContext: [
    ...bothContexts,
    hostProcess,
    ['privileged', flag],
    ['allowPrivilegeEscalation', flag],
    ['readOnlyRootFilesystem', flag],
    ['procMount', of('Default', 'Unmasked')],
    [
      'capabilities',
      (dice) => ({
        ...(dice.chance(0.5) && {
          add: dice.some(dice.pick([['NET_BIND_SERVICE'], harmless, capabilities])),
        }),
        ...(dice.chance(0.7) && { drop: dice.chance(0.5) ? ['ALL'] : dice.some(capabilities) }),
      }),
    ],
  ],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

/** The API server refuses what only Linux has, in a pod that says it is for Windows. */
const windowsFields = {
  pod: [['hostNetwork', flag], volumes],
  podContext: [runAsNonRoot, hostProcess],
  containerContext: [runAsNonRoot, hostProcess],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

/** What a pod begins with before fields are thrown. */
interface Style {
  readonly os: 'linux' | 'windows' | null;
  readonly podContext: JsonObject;
  readonly containerContext: JsonObject;
  readonly fields: Readonly<Record<'pod' | 'podContext' | 'containerContext', readonly Field[]>>;
}

const hardened: Style = {
  os: null,
  podContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containerContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  fields: linuxFields,
};
const careless: Style = { os: null, podContext: {}, containerContext: {}, fields: linuxFields };
const windows: Style = { ...careless, os: 'windows', fields: windowsFields };

/** As often as they are listed. */
const styles: readonly Style[] = [
  hardened,
  hardened,
  hardened,
  hardened,
  hardened,
  careless,
  careless,
  { ...hardened, os: 'linux' },
  windows,
  { ...windows, podContext: { runAsNonRoot: true } },
];

const appArmor = 'container.apparmor.security.beta.kubernetes.io';
const annotationFields: readonly Field[] = [
  [`${appArmor}/app`, of('', 'runtime/default', 'localhost/own', 'unconfined')],
  [`${appArmor}/init`, of('runtime/default', 'localhost/', 'unconfined')],
  ['container.seccomp.security.alpha.kubernetes.io/app', of('runtime/default', 'unconfined')],
  ['example.com/team', of('shop')],
];

function throwFields(dice: Dice, fields: readonly Field[], rate: number): JsonObject {
  return Object.fromEntries(fields.filter(() => dice.chance(rate)).map(([name, make]) => [name, make(dice)]));
}

/** SplitMix with 32 bits: short, and equal on every machine. */
function createDice(seed: number): Dice {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e37_79b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const chance = (probability: number): boolean => next() < probability;
  return {
    chance,
    pick: (choices) => {
      const picked = choices[Math.floor(next() * choices.length)];
      if (picked === undefined) throw new Error('there is nothing to pick from');
      return picked;
    },
    some: (choices) => choices.filter(() => chance(1.5 / choices.length)),
  };
}
