import type { ResourceRule } from '../core/policy.ts';
import type { RuleSubject } from '../core/rule.ts';
import { resources } from './_subjects.ts';

/** What makes pods that Services send requests to, as look-ups name it; the last two keep the pod where the others do. */
export const servingPods = [
  'Pod',
  'ReplicationController',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'argoproj.io/Rollout',
  'apps.openshift.io/DeploymentConfig',
] as const;

/** Everything that makes pods. */
export const podMakers = [...servingPods, 'batch/Job', 'batch/CronJob'] as const;

/** Deployments and StatefulSets, for what concerns the object and not its pods. */
export const replicatedObject = subjectOf(
  resources('apps', 'v1', ['deployments', 'statefulsets']),
  'Deployment',
  'StatefulSet',
);

export const statefulSet = subjectOf(resources('apps', 'v1', ['statefulsets']), 'StatefulSet');
export const serviceObject = subjectOf(resources('', 'v1', ['services']), 'Service');
export const namespaceObject = subjectOf(resources('', 'v1', ['namespaces']), 'Namespace');
export const networkPolicyObject = subjectOf(
  resources('networking.k8s.io', 'v1', ['networkpolicies']),
  'NetworkPolicy',
);
export const disruptionBudget = subjectOf(
  resources('policy', 'v1', ['poddisruptionbudgets']),
  'PodDisruptionBudget',
);
export const podAutoscaler = subjectOf(
  { ...resources('autoscaling', 'v2', ['horizontalpodautoscalers']), versions: ['v1', 'v2'] },
  'HorizontalPodAutoscaler',
);

/** Objects of every kind. */
export const everything = subjectOf({ ...resources('*', '*', ['*']) });

function subjectOf(rule: ResourceRule, ...kinds: readonly string[]): RuleSubject {
  return { resources: [rule], variables: [], roots: Object.fromEntries(kinds.map((kind) => [kind, ''])) };
}
