import { at, isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';

/** How far a workload is in replacing its pods, as one sentence. */
export interface RolloutState {
  readonly state: 'done' | 'under way' | 'failed' | 'held back';
  readonly why: string;
}

/**
 * The rollout of a Deployment, StatefulSet or DaemonSet, told by its status as its controller writes it; null for a kind
 * that replaces no pods by itself.
 */
export function rolloutState(object: JsonObject): RolloutState | null {
  const kind = own(object, 'kind');
  if (kind === 'Deployment') return deployment(object);
  if (kind === 'DaemonSet') return daemonSet(object);
  return kind === 'StatefulSet' ? statefulSet(object) : null;
}

function deployment(object: JsonObject): RolloutState {
  const wanted = number(object, '/spec/replicas', 1);
  if (at(object, '/spec/paused') === true) return { state: 'held back', why: 'the Deployment is paused' };
  if (isUnseen(object)) return unseen;
  const progress = condition(object, 'Progressing');
  if (text(progress, 'reason') === 'ProgressDeadlineExceeded')
    return { state: 'failed', why: text(progress, 'message') ?? 'it made no progress in time' };
  const updated = number(object, '/status/updatedReplicas', 0);
  if (updated < wanted) return underWay(`${updated} of ${pods(wanted)} are new`);
  const old = number(object, '/status/replicas', 0) - updated;
  if (old > 0) return underWay(`${pods(old)} of before ${old === 1 ? 'is' : 'are'} still there`);
  const available = number(object, '/status/availableReplicas', 0);
  return available < updated ? underWay(`${available} of ${pods(updated)} are available`) : done(wanted);
}

function daemonSet(object: JsonObject): RolloutState {
  if (at(object, '/spec/updateStrategy/type') === 'OnDelete') return onDelete;
  if (isUnseen(object)) return unseen;
  const wanted = number(object, '/status/desiredNumberScheduled', 0);
  const updated = number(object, '/status/updatedNumberScheduled', 0);
  if (updated < wanted) return underWay(`${updated} of ${pods(wanted)} are new`);
  const available = number(object, '/status/numberAvailable', 0);
  return available < wanted ? underWay(`${available} of ${pods(wanted)} are available`) : done(wanted);
}

function statefulSet(object: JsonObject): RolloutState {
  if (at(object, '/spec/updateStrategy/type') === 'OnDelete') return onDelete;
  if (isUnseen(object)) return unseen;
  const wanted = number(object, '/spec/replicas', 1);
  const kept = number(object, '/spec/updateStrategy/rollingUpdate/partition', 0);
  const updated = number(object, '/status/updatedReplicas', 0);
  if (updated < wanted - kept) return underWay(`${updated} of ${pods(Math.max(0, wanted - kept))} are new`);
  const ready = number(object, '/status/readyReplicas', 0);
  if (ready < wanted) return underWay(`${ready} of ${pods(wanted)} are ready`);
  if (kept > 0) return { state: 'held back', why: `\`partition\` keeps the first ${pods(kept)} as they are` };
  const [current, next] = [at(object, '/status/currentRevision'), at(object, '/status/updateRevision')];
  return wanted > 0 && current !== next ? underWay('the last pods are being replaced') : done(wanted);
}

const unseen: RolloutState = { state: 'under way', why: 'its controller has not seen the change yet' };
const onDelete: RolloutState = {
  state: 'held back',
  why: 'its pods are replaced when somebody deletes them (`OnDelete`)',
};

function isUnseen(object: JsonObject): boolean {
  return number(object, '/status/observedGeneration', 0) < number(object, '/metadata/generation', 0);
}

function underWay(why: string): RolloutState {
  return { state: 'under way', why };
}

function done(wanted: number): RolloutState {
  return { state: 'done', why: wanted === 0 ? 'it has no pods' : `${pods(wanted)} replaced` };
}

function pods(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

function condition(object: JsonObject, type: string): JsonValue | undefined {
  const conditions = at(object, '/status/conditions');
  return (Array.isArray(conditions) ? (conditions as readonly JsonValue[]) : []).find(
    (one) => isJsonObject(one) && own(one, 'type') === type,
  );
}

function text(value: JsonValue | undefined, key: string): string | null {
  const inner = value !== undefined && isJsonObject(value) ? own(value, key) : undefined;
  return typeof inner === 'string' ? inner : null;
}

function number(object: JsonObject, path: JsonPointer, usual: number): number {
  const value = at(object, path);
  return typeof value === 'number' ? value : usual;
}
