import type { ResourceRule } from '../core/policy.ts';
import type { RuleSubject } from '../core/rule.ts';

/** Resources of one group and version, on creation and update. */
export function resources(group: string, version: string, names: readonly string[]): ResourceRule {
  return {
    groups: [group],
    versions: [version],
    resources: names,
    names: [],
    operations: ['CREATE', 'UPDATE'],
    reach: '*',
  };
}

/**
 * The eight kinds that bear a pod, treated alike: `variables.podSpec`, and `variables.containers` with init and
 * ephemeral containers. Ephemeral ones arrive only through the subresource, on an object that is a Pod.
 */
export const workload: RuleSubject = {
  resources: [
    resources('', 'v1', ['pods', 'pods/ephemeralcontainers', 'replicationcontrollers']),
    resources('apps', 'v1', ['deployments', 'replicasets', 'statefulsets', 'daemonsets']),
    resources('batch', 'v1', ['jobs', 'cronjobs']),
  ],
  variables: [
    {
      name: 'podSpec',
      expression:
        "object.kind == 'Pod' ? object.spec : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec",
    },
    {
      name: 'podMetadata',
      expression:
        "object.kind == 'Pod' ? object.?metadata.orValue({}) : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.?metadata.orValue({}) : object.spec.template.?metadata.orValue({})",
    },
    {
      name: 'containers',
      expression:
        'variables.podSpec.containers + variables.podSpec.?initContainers.orValue([]) + variables.podSpec.?ephemeralContainers.orValue([])',
    },
    // What has a securityContext: the pod and each of its containers.
    { name: 'bearers', expression: '[variables.podSpec] + variables.containers' },
    // What settings of Linux concern: a pod that says it is for Windows cannot have them.
    {
      name: 'linuxContainers',
      expression: "variables.podSpec.?os.?name == optional.of('windows') ? [] : variables.containers",
    },
    // Whether root inside is nobody outside (KEP-127), which Pod Security honours since 1.35.
    {
      name: 'ownUsers',
      expression: 'variables.minor >= 35 && variables.podSpec.?hostUsers == optional.of(false)',
    },
  ],
  roots: {
    Pod: '/spec',
    ReplicationController: '/spec/template/spec',
    Deployment: '/spec/template/spec',
    ReplicaSet: '/spec/template/spec',
    StatefulSet: '/spec/template/spec',
    DaemonSet: '/spec/template/spec',
    Job: '/spec/template/spec',
    CronJob: '/spec/jobTemplate/spec/template/spec',
  },
};

/** What runs as long as the pod: its containers, and the init containers that are sidecars. */
const mains = {
  name: 'mains',
  expression:
    "variables.podSpec.containers + variables.podSpec.?initContainers.orValue([]).filter(c, c.?restartPolicy == optional.of('Always'))",
} as const;

/**
 * The same eight kinds, for what is settled when a pod is scheduled: adding a debugging container is not judged.
 * `variables.mains` are its containers and sidecars.
 */
export const scheduled: RuleSubject = {
  resources: [
    resources('', 'v1', ['pods', 'replicationcontrollers']),
    resources('apps', 'v1', ['deployments', 'replicasets', 'statefulsets', 'daemonsets']),
    resources('batch', 'v1', ['jobs', 'cronjobs']),
  ],
  variables: [...workload.variables.filter(({ name }) => name === 'podSpec'), mains],
  roots: workload.roots,
};

/** Workloads that run until they are stopped, and so take traffic: Deployments, StatefulSets, DaemonSets. */
export const longRunning: RuleSubject = {
  resources: [resources('apps', 'v1', ['deployments', 'statefulsets', 'daemonsets'])],
  variables: [{ name: 'podSpec', expression: 'object.spec.template.spec' }, mains],
  roots: {
    Deployment: '/spec/template/spec',
    StatefulSet: '/spec/template/spec',
    DaemonSet: '/spec/template/spec',
  },
};

/** Ingresses. */
export const ingress: RuleSubject = {
  resources: [resources('networking.k8s.io', 'v1', ['ingresses'])],
  variables: [],
  roots: { Ingress: '' },
};

/** Roles of a namespace and of the cluster. The API server writes `rules: null` where there are none. */
export const role: RuleSubject = {
  resources: [resources('rbac.authorization.k8s.io', 'v1', ['roles', 'clusterroles'])],
  variables: [{ name: 'rules', expression: 'has(object.rules) && object.rules != null ? object.rules : []' }],
  roots: { Role: '', ClusterRole: '' },
};

/** Workloads of interchangeable pods whose number is stated; edits are rooted at the object. */
export const replicated: RuleSubject = {
  resources: [resources('apps', 'v1', ['deployments', 'statefulsets'])],
  variables: [{ name: 'podSpec', expression: 'object.spec.template.spec' }],
  roots: { Deployment: '', StatefulSet: '' },
};

/** Deployments; edits are rooted at the object. */
export const deployments: RuleSubject = {
  resources: [resources('apps', 'v1', ['deployments'])],
  variables: [],
  roots: { Deployment: '' },
};

/** Pods themselves, not what makes them; edits are rooted at the object. */
export const podItself: RuleSubject = {
  resources: [resources('', 'v1', ['pods'])],
  variables: [],
  roots: { Pod: '' },
};

/** Jobs themselves; edits are rooted at the object. */
export const job: RuleSubject = {
  resources: [resources('batch', 'v1', ['jobs'])],
  variables: [],
  roots: { Job: '' },
};

/** CronJobs themselves; edits are rooted at the object. */
export const schedule: RuleSubject = {
  resources: [resources('batch', 'v1', ['cronjobs'])],
  variables: [],
  roots: { CronJob: '' },
};

/** Autoscalers of replicas, in both versions that are served. */
export const autoscaler: RuleSubject = {
  resources: [
    resources('autoscaling', 'v2', ['horizontalpodautoscalers']),
    resources('autoscaling', 'v1', ['horizontalpodautoscalers']),
  ],
  variables: [],
  roots: { HorizontalPodAutoscaler: '' },
};

/** Namespaces. */
export const namespace: RuleSubject = {
  resources: [resources('', 'v1', ['namespaces'])],
  variables: [],
  roots: { Namespace: '' },
};

/** What an application is made of and a namespace holds. */
export const namespaced: RuleSubject = {
  resources: [
    resources('', 'v1', [
      'pods',
      'replicationcontrollers',
      'services',
      'configmaps',
      'secrets',
      'serviceaccounts',
      'persistentvolumeclaims',
    ]),
    resources('apps', 'v1', ['deployments', 'replicasets', 'statefulsets', 'daemonsets']),
    resources('batch', 'v1', ['jobs', 'cronjobs']),
    resources('networking.k8s.io', 'v1', ['ingresses']),
    resources('rbac.authorization.k8s.io', 'v1', ['roles', 'rolebindings']),
  ],
  variables: [],
  roots: {},
};

/** What of an application people look for by its labels: workloads and Services; edits are rooted at the object. */
export const labelled: RuleSubject = {
  resources: [...scheduled.resources, resources('', 'v1', ['services'])],
  variables: [],
  roots: {},
};

/** Claims of storage: by themselves, and those that a StatefulSet makes for each of its pods. */
export const claims: RuleSubject = {
  resources: [resources('', 'v1', ['persistentvolumeclaims']), resources('apps', 'v1', ['statefulsets'])],
  variables: [
    {
      name: 'claims',
      expression:
        "object.kind == 'PersistentVolumeClaim' ? [object] : object.spec.?volumeClaimTemplates.orValue([])",
    },
  ],
  roots: {},
};

/** Workloads that find their pods by a selector of labels; ReplicationControllers and Jobs have their own ways. */
export const selecting: RuleSubject = {
  resources: [resources('apps', 'v1', ['deployments', 'replicasets', 'statefulsets', 'daemonsets'])],
  variables: [],
  roots: {},
};

/** Every object of every kind. */
export const everything: RuleSubject = {
  resources: [resources('*', '*', ['*'])],
  variables: [],
  roots: {},
};
