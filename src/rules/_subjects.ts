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

/** Workloads that run until they are stopped, and so take traffic: Deployments, StatefulSets, DaemonSets. */
export const longRunning: RuleSubject = {
  resources: [resources('apps', 'v1', ['deployments', 'statefulsets', 'daemonsets'])],
  variables: [{ name: 'podSpec', expression: 'object.spec.template.spec' }],
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
