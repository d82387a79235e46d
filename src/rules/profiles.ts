/** A named choice of rules, each with the reason why it is in it. */
export interface Profile {
  readonly description: string;
  /** Rule ids. */
  readonly rules: readonly string[];
  /** Why each rule is in it, by id. */
  readonly because: Readonly<Record<string, string>>;
}

/** The profiles by name, in the order in which help lists them. */
export const profileNames = [
  'default',
  'baseline',
  'restricted',
  'production',
  'staging',
  'development',
  'all',
] as const;

export type ProfileName = (typeof profileNames)[number];

/** Pod Security Standards, level baseline: what opens the node. */
const baseline = {
  'privileged-container': 'with it a container is root on its node',
  'host-pid': 'with it a container sees and may signal every process of its node',
  'host-ipc': 'with it a container reads the shared memory of others',
  'host-network': 'with it a pod passes every network policy',
  'host-port': 'a port of the node is reachable past Services, and blocks scheduling',
  'hostpath-volume': 'the files of the node hold credentials of everything on it',
  'windows-host-process': 'on Windows this is what privileged is on Linux',
  'added-capabilities': 'capabilities beyond the ordinary set reach the node',
  'selinux-options': 'a label of choice steps around what SELinux separates',
  'proc-mount': 'an unmasked /proc shows and changes the node',
  'seccomp-unconfined': 'somebody turned a protection off that costs nothing',
  'unsafe-sysctls': 'one pod changes the kernel for its neighbours',
  'apparmor-override': 'somebody turned a protection off that costs nothing',
  'probe-lifecycle-host': 'the kubelet knocks where the pod may not',
} as const;

/** Pod Security Standards, level restricted: what it demands beyond baseline. */
const restricted = {
  'restricted-volume-types': 'volumes that name a server or disk pass the checks of claims',
  'privilege-escalation': 'one line that makes setuid programs useless to an intruder',
  'run-as-non-root': 'most escapes need root inside first',
  'run-as-root-uid': 'somebody chose root explicitly',
  'seccomp-required': 'one line for the pod that takes away unneeded system calls',
  'capabilities-drop-all': 'hardly any service uses one of the capabilities it is given',
  'proc-mount-strict': 'an unmasked /proc shows kernel faults even in a user namespace',
} as const;

/**
 * What Pod Security does not ask for, and a careful team does, in every environment.
 * Nothing here fires on a pod that the restricted level admits.
 */
const careful = {
  'dangerous-capabilities': 'some capabilities are as good as the node: say so louder',
  'drop-net-raw': 'with it a container can answer for its neighbours; dropping ALL drops it',
  'container-runtime-socket': 'the socket is root on the node without a trace',
  'sensitive-host-path': 'of all folders of the node these are the worst',
  'writable-host-path': 'what is written to the node outlives the pod',
  'security-context-missing': 'one finding for all that is missing when nothing is said',
  'linux-hardening': 'one finding where none of four protections is used',
  'rbac-wildcard': 'a wildcard grants what is added tomorrow',
  'ingress-tls-missing': 'sessions and passwords cross the internet in the clear',
  'duplicate-env-var': 'what the file says first is not what runs',
} as const;

/** What needs to know more than the manifest: where a program writes, how a team releases. */
const released = {
  'read-only-root-filesystem': 'who cannot change programs cannot stay; an emptyDir takes scratch files',
  'image-tag-mutable': 'nobody can tell what runs, or go back to it',
} as const;

/** What keeps a service up while it changes. */
const available = {
  'readiness-probe-missing': 'without it every release sends customers to pods that are not up',
} as const;

/** What points at something that is not there, or at more than it should: it was meant otherwise, whoever wrote it. */
const connected = {
  'service-selects-nothing': 'nobody answers there',
  'service-target-port': 'every request is refused',
  'ingress-backend-missing': 'customers get an error page',
  'ingress-duplicate-host-path': 'two teams claim one address',
  'network-policy-dangling': 'it looks as if something were protected',
  'hpa-target-missing': 'nothing is scaled',
  'pdb-blocks-eviction': 'nodes can never be drained',
  'statefulset-service-missing': 'members of a database do not find each other',
} as const;

/** What is right for every workload that others depend on, and takes a decision of the team. */
const guarded = {
  'hpa-and-static-replicas': 'every release undoes what the autoscaler did',
  'automount-sa-token': 'hardly any service calls the API server',
  'pod-without-network-policy': 'without one every other pod of the cluster reaches it',
  'namespace-without-default-deny': 'what nobody wrote a policy for is open',
  'service-account-missing': 'its pods are refused',
} as const;

/** The same, where customers are. */
const undisturbed = {
  'pdb-missing': 'updates of nodes must not be an outage',
} as const;

/** Rules that are only turned on by name, with the reason. */
const optional = {
  'low-uid': 'most images of vendors run below 1000; a matter of policy, not of care',
  'root-group': 'images made for OpenShift run in group 0 on purpose',
  'duplicate-object': 'folders with one copy for each environment repeat objects on purpose',
  'config-reference-missing': 'settings and claims are often made by others than the workload',
  'namespace-without-quota': 'whether namespaces are limited is decided for the whole cluster',
  'namespace-without-limit-range': 'whether containers get defaults is decided for the whole cluster',
} as const;

function profile(description: string, because: Readonly<Record<string, string>>): Profile {
  return { description, rules: Object.keys(because), because };
}

/** Which rules each profile switches on, with the reason for each. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  default: profile('what a careful team leaves on', {
    ...baseline,
    ...restricted,
    ...careful,
    ...available,
    ...connected,
  }),
  baseline: profile('the Pod Security Standard of that name', baseline),
  restricted: profile('the Pod Security Standard of that name, baseline included', {
    ...baseline,
    ...restricted,
  }),
  production: profile('the default, and what only production needs', {
    ...baseline,
    ...restricted,
    ...careful,
    ...released,
    ...available,
    ...connected,
    ...guarded,
    ...undisturbed,
  }),
  staging: profile('production without what only guards availability', {
    ...baseline,
    ...restricted,
    ...careful,
    ...released,
    ...connected,
    ...guarded,
  }),
  development: profile('what endangers others on a shared cluster', {
    ...baseline,
    'dangerous-capabilities': careful['dangerous-capabilities'],
    'container-runtime-socket': careful['container-runtime-socket'],
    'sensitive-host-path': careful['sensitive-host-path'],
    'writable-host-path': careful['writable-host-path'],
    'rbac-wildcard': careful['rbac-wildcard'],
  }),
  all: profile('every rule', {
    ...baseline,
    ...restricted,
    ...careful,
    ...released,
    ...available,
    ...connected,
    ...guarded,
    ...undisturbed,
    ...optional,
  }),
};
