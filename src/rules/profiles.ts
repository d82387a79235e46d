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

/** Rights that are as good as more rights, or as the node: few need them, and those are known. */
const rights = {
  'rbac-cluster-admin-binding': 'one leaked token is the whole cluster',
  'rbac-system-masters': 'this group passes every check, and nothing takes that away',
  'rbac-anonymous-binding': 'it is for whoever reaches the API server',
  'rbac-default-sa-binding': 'it is for every pod that names no account',
  'rbac-escalate-bind-impersonate': 'whoever has one of these verbs has all',
  'rbac-manage-rbac': 'whoever writes roles decides who may do what',
  'rbac-secrets-read': 'with the Secrets come the rights of others',
  'rbac-pod-create': 'a pod may use every account and Secret of its namespace',
  'rbac-pod-exec': 'inside a pod no policy of admission looks on',
  'rbac-nodes-proxy': 'the kubelet runs commands in every pod of its node',
  'rbac-csr-approval': 'a certificate in any name outlives the account',
  'rbac-webhook-config': 'whoever configures admission turns the rules off',
  'rbac-token-create': 'a token is all that its account may do',
  'rbac-pv-create': 'a volume may be a folder of a node',
  'rbac-event-delete': 'no program needs it, and it hides what happened',
  'rbac-network-policy': 'the walls between services are not for services to move',
} as const;

/** Credentials that others can read, and tokens that nobody needs. */
const credentials = {
  'secret-literal-in-env': 'whoever may read the manifest has it',
  'configmap-sensitive-key': 'ConfigMaps are read by everybody and never encrypted',
  'embedded-credential': 'programs look for exactly these formats, day and night',
  'default-sa-automount': 'a key to the API server for pods that did not ask for it',
  'legacy-sa-token-secret': 'a token that never expires is found one day',
} as const;

/** Ways in and out that are wider than what they are for. */
const ways = {
  'network-policy-allow-all': 'one such rule undoes every other for its pods',
  'egress-to-metadata-api': 'the cloud gives the credentials of the node to whoever asks',
  'egress-to-kubelet': 'the kubelet runs commands in every pod of its node',
  'exposed-service-type': 'it is reached past TLS, log-in and limits of the Ingress',
  'service-external-ips': 'it takes the traffic of others to any address',
  'ingress-host-not-in-tls': 'people learn to click warnings away',
  'ingress-wildcard-or-empty-host': 'it answers for names that nobody gave it',
  'ingress-snippet-annotation': 'its text runs in the proxy that serves everybody',
  'limit-range-without-defaults': 'a container that states nothing still has no bounds',
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
  ...rights,
  ...credentials,
  ...ways,
  'selector-template-mismatch': 'the API server refuses it in the middle of a release',
  'deprecated-api-version': 'the next upgrade of the cluster refuses it',
  'deprecated-service-account-field': 'tools read the right field and see no account; renaming it is safe',
} as const;

/** What needs to know more than the manifest: where a program writes, how a team releases. */
const released = {
  'default-service-account': 'rights of one are rights of all, and the audit log cannot tell who it was',
  'read-only-root-filesystem': 'who cannot change programs cannot stay; an emptyDir takes scratch files',
  'image-tag-mutable': 'nobody can tell what runs, or go back to it',
  'ssh-port': 'who logs in past the API server is not seen',
} as const;

/** What keeps a service up while it changes. */
const available = {
  'readiness-probe-missing': 'without it every release sends customers to pods that are not up',
  'identical-probes': 'a pod that is only busy is killed, and its load kills the next',
  'probe-port-not-declared': 'a probe that can never succeed',
} as const;

/** What a pod needs so that it and its neighbours get what they are meant to have. */
const sized = {
  'memory-request-missing': 'nodes are overfilled, and this pod is killed first',
  'cpu-request-missing': 'nodes are overfilled, and this pod waits',
  'memory-limit-missing': 'one leak takes the node of others',
} as const;

/** What only matters where customers are, because it costs pods, machines or a decision of the team. */
const productive = {
  'image-pull-policy-mutable-tag': 'nodes run different versions under one name',
  'deprecated-image-registry': 'it gets no fixes and will end',
  'liveness-probe-missing': 'nobody is there at night to restart what hangs',
  'single-replica': 'a drained node must not be an outage',
  'no-spread': 'replicas on one node are lost together',
  'recreate-strategy': 'a release must not be an outage',
  'hpa-min-replicas': 'at night a single pod is left',
  'naked-pod': 'nothing makes it anew',
  'cronjob-concurrency': 'two runs on the same data',
  'cronjob-deadline': 'after an outage it may never start again',
  'job-ttl-missing': 'finished Jobs pile up',
  'pdb-unhealthy-pods': 'a pod that never worked must not hold its node',
  'pod-security-admission-label': 'what every cluster has built in, switched on',
  'system-namespace': 'applications beside the keys of the cluster',
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
  'secret-as-env': 'many programs read nothing else; a file is better where it can be chosen',
  'rbac-dns-config': 'a ClusterRole that is bound in namespaces only does not reach CoreDNS',
  'low-uid': 'most images of vendors run below 1000; a matter of policy, not of care',
  'root-group': 'images made for OpenShift run in group 0 on purpose',
  'image-not-pinned-by-digest': 'right, and only bearable where a tool renews the digests',
  'image-registry-not-allowed': 'the organization has to name its registries first',
  'cpu-limit-missing': 'contested: a limit throttles while the node is idle',
  'ephemeral-storage-unbounded': 'few clusters run out of disk before they run out of memory',
  'default-namespace': 'where a manifest goes is often said by whoever applies it',
  'recommended-labels': 'which labels are wanted is a matter of the team',
  'storage-class-unencrypted': 'the organization has to name its storage classes first',
  'service-account-unbound': 'bindings are often kept apart from the accounts that they name',
  'priority-class-missing': 'most clusters have no classes to choose from',
  'memory-limit-above-request': 'overcommitting memory is a choice of whoever runs the nodes',
  'oversized-request': 'the organization has to name its ceilings first',
  'duplicate-object': 'folders with one copy for each environment repeat objects on purpose',
  'config-reference-missing': 'settings and claims are often made by others than the workload',
  'namespace-without-quota': 'whether namespaces are limited is decided for the whole cluster',
  'namespace-without-limit-range': 'whether containers get defaults is decided for the whole cluster',
  'data-classification-missing': 'the organization has to name its label first',
  'audit-logging-undeclared': 'the organization has to name its label first',
  'retention-undeclared': 'the organization has to name its label first',
  'cost-labels-missing': 'the organization has to name its labels first',
  'monitoring-undeclared': 'the organization has to name its annotation first',
  'backup-undeclared': 'the organization has to name its annotation first',
  'documentation-missing': 'the organization has to name its annotation first',
  'qos-class-too-low':
    'missing requests are told already; who must be Guaranteed is for the organization to say',
  'oversized-memory-limit': 'the organization has to name the ceiling of its environment first',
  'unused-configmap': 'what reads it may not be in the input',
  'unused-secret': 'what reads it may not be in the input',
  'unused-claim': 'what mounts it may not be in the input',
  'unused-service-account': 'what uses it may be outside of the cluster',
  'oversized-limit': 'how much one container may use is for the organization to say',
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
    ...sized,
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
    ...sized,
    ...available,
    ...productive,
    ...connected,
    ...guarded,
    ...undisturbed,
  }),
  staging: profile('production without what only guards availability', {
    ...baseline,
    ...restricted,
    ...careful,
    ...released,
    ...sized,
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
    'rbac-cluster-admin-binding': rights['rbac-cluster-admin-binding'],
    'rbac-system-masters': rights['rbac-system-masters'],
    'rbac-anonymous-binding': rights['rbac-anonymous-binding'],
    'rbac-escalate-bind-impersonate': rights['rbac-escalate-bind-impersonate'],
    'rbac-nodes-proxy': rights['rbac-nodes-proxy'],
    'rbac-webhook-config': rights['rbac-webhook-config'],
    'embedded-credential': credentials['embedded-credential'],
    'egress-to-metadata-api': ways['egress-to-metadata-api'],
    'service-external-ips': ways['service-external-ips'],
    'ingress-snippet-annotation': ways['ingress-snippet-annotation'],
  }),
  all: profile('every rule', {
    ...baseline,
    ...restricted,
    ...careful,
    ...released,
    ...sized,
    ...available,
    ...productive,
    ...connected,
    ...guarded,
    ...undisturbed,
    ...optional,
  }),
};
