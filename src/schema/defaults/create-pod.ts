import {
  ensureObject,
  get,
  isEmpty,
  objectIn,
  objectsIn,
  put,
  textIn,
  whenAbsent,
  type Draft,
  type DraftValue,
} from './draft.ts';
import { qualityOfService } from './pod-resources.ts';

const classes: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/**
 * The plugins Priority and DefaultTolerationSeconds, for a cluster without a default PriorityClass.
 * The plugin ServiceAccount is not followed: what it adds depends on the namespace.
 */
export function admitPod(pod: Draft): void {
  const spec = ensureObject(pod, 'spec');
  const name = textIn(spec, 'priorityClassName');
  const priority = name === '' ? 0 : Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (priority !== undefined) {
    whenAbsent(spec, 'priority', priority);
    whenAbsent(spec, 'preemptionPolicy', 'PreemptLowerPriority');
  }
  tolerate(spec, 'node.kubernetes.io/not-ready');
  tolerate(spec, 'node.kubernetes.io/unreachable');
}

/** Five minutes on a node in trouble, unless the pod says how long. */
function tolerate(spec: Draft, key: string): void {
  const tolerations = objectsIn(spec, 'tolerations');
  const known = tolerations.some(
    (toleration) =>
      ['', key].includes(textIn(toleration, 'key')) &&
      ['', 'NoExecute'].includes(textIn(toleration, 'effect')),
  );
  if (known) return;
  put(spec, 'tolerations', [
    ...tolerations,
    { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
  ]);
}

/** What the pod's strategy sets: its status, and AppArmor profiles from the annotations they once were. */
export function preparePod(pod: Draft): void {
  const spec = ensureObject(pod, 'spec');
  const status: Draft = { phase: 'Pending', qosClass: qualityOfService(spec) };
  if (!isEmpty(get(spec, 'schedulingGates')))
    put(status, 'conditions', [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
        lastProbeTime: null,
        lastTransitionTime: null,
      },
    ]);
  put(pod, 'status', status);
  if (textIn(objectIn(spec, 'os'), 'name') !== 'windows') applyProfiles(pod, spec);
}

const prefix = 'container.apparmor.security.beta.kubernetes.io/';

function applyProfiles(pod: Draft, spec: Draft): void {
  const annotations = objectIn(objectIn(pod, 'metadata'), 'annotations');
  if (annotations === undefined) return;
  const whole = objectIn(objectIn(spec, 'securityContext'), 'appArmorProfile');
  for (const container of ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    objectsIn(spec, key),
  )) {
    const profile = profileOf(get(annotations, prefix + textIn(container, 'name')));
    const known = objectIn(objectIn(container, 'securityContext'), 'appArmorProfile');
    if (profile !== null && known === undefined && !sameProfile(profile, whole))
      put(ensureObject(container, 'securityContext'), 'appArmorProfile', profile);
  }
}

function profileOf(annotation: DraftValue | undefined): Draft | null {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (typeof annotation !== 'string' || !annotation.startsWith('localhost/')) return null;
  const localhostProfile = annotation.slice('localhost/'.length);
  const valid = localhostProfile !== '' && localhostProfile.trim() === localhostProfile;
  return valid ? { type: 'Localhost', localhostProfile } : null;
}

function sameProfile(a: Draft, b: Draft | undefined): boolean {
  return (
    b !== undefined &&
    get(a, 'type') === get(b, 'type') &&
    get(a, 'localhostProfile') === get(b, 'localhostProfile')
  );
}
