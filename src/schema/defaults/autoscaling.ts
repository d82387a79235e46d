import { get, objectIn, put, whenAbsent, whenEmpty, type Draft } from './draft.ts';

/** `pkg/apis/autoscaling/v2/defaults.go`; the first version's metric is filled in by its conversion. */
export const autoscalingFunctions: readonly (readonly [string, (draft: Draft) => void])[] = [
  ['io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler', fillFirstVersion],
  ['io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec', fillMetrics],
  ['io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior', fillBehavior],
];

const utilization = 80;

function fillFirstVersion(scaler: Draft): void {
  const annotations = objectIn(objectIn(scaler, 'metadata'), 'annotations');
  const others = annotations !== undefined && get(annotations, 'autoscaling.alpha.kubernetes.io/metrics');
  const spec = objectIn(scaler, 'spec');
  if (spec !== undefined && typeof others !== 'string')
    whenAbsent(spec, 'targetCPUUtilizationPercentage', utilization);
}

function fillMetrics(spec: Draft): void {
  whenEmpty(spec, 'metrics', [
    {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: utilization } },
    },
  ]);
}

function fillBehavior(behavior: Draft): void {
  fillRules(behavior, 'scaleUp', 0, [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ]);
  fillRules(behavior, 'scaleDown', null, [{ type: 'Percent', value: 100, periodSeconds: 15 }]);
}

function fillRules(behavior: Draft, key: string, window: number | null, policies: Draft[]): void {
  const rules = objectIn(behavior, key) ?? {};
  whenAbsent(rules, 'selectPolicy', 'Max');
  if (window !== null) whenAbsent(rules, 'stabilizationWindowSeconds', window);
  // Go takes an empty list for one that is stated, and then refuses the object for having none.
  whenEmpty(rules, 'policies', policies);
  put(behavior, key, rules);
}
