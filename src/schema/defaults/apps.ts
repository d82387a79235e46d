import {
  ensureObject,
  get,
  objectIn,
  objectsIn,
  put,
  textIn,
  whenAbsent,
  whenEmpty,
  type Draft,
} from './draft.ts';

const apps = 'io.k8s.api.apps.v1.';

/** `pkg/apis/apps/v1/defaults.go`. */
export const appsFunctions: readonly (readonly [string, (draft: Draft) => void])[] = [
  [`${apps}DeploymentStrategy`, fillRolling('25%', '25%')],
  [`${apps}DaemonSetUpdateStrategy`, fillRolling(1, 0)],
  [`${apps}StatefulSetSpec`, fillStatefulSet],
];

function fillRolling(maxUnavailable: string | number, maxSurge: string | number): (strategy: Draft) => void {
  return (strategy) => {
    whenEmpty(strategy, 'type', 'RollingUpdate');
    if (get(strategy, 'type') !== 'RollingUpdate') return;
    const rolling = ensureObject(strategy, 'rollingUpdate');
    whenAbsent(rolling, 'maxUnavailable', maxUnavailable);
    whenAbsent(rolling, 'maxSurge', maxSurge);
  };
}

function fillStatefulSet(spec: Draft): void {
  const strategy = ensureObject(spec, 'updateStrategy');
  if (textIn(strategy, 'type') === '') {
    put(strategy, 'type', 'RollingUpdate');
    ensureObject(strategy, 'rollingUpdate');
  }
  const rolling = objectIn(strategy, 'rollingUpdate');
  if (get(strategy, 'type') === 'RollingUpdate' && rolling !== undefined) whenAbsent(rolling, 'partition', 0);
  for (const claim of objectsIn(spec, 'volumeClaimTemplates')) {
    put(claim, 'apiVersion', 'v1');
    put(claim, 'kind', 'PersistentVolumeClaim');
  }
}
