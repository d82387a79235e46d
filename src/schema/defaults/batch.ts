import { ensureObject, get, objectIn, whenAbsent, whenEmpty, type Draft } from './draft.ts';

/** `pkg/apis/batch/v1/defaults.go`; a CronJob's template is no Job and is left as it is. */
export const batchFunctions: readonly (readonly [string, (draft: Draft) => void])[] = [
  ['io.k8s.api.batch.v1.Job', fillJob],
];

function fillJob(job: Draft): void {
  const spec = ensureObject(job, 'spec');
  if (get(spec, 'parallelism') === undefined) whenAbsent(spec, 'completions', 1);
  whenAbsent(spec, 'parallelism', 1);
  whenAbsent(spec, 'backoffLimit', get(spec, 'backoffLimitPerIndex') === undefined ? 6 : 2 ** 31 - 1);
  const labels = objectIn(objectIn(objectIn(spec, 'template'), 'metadata'), 'labels');
  // Shared, not copied, as in Go: what creation adds to the one is in the other.
  if (labels !== undefined) whenEmpty(ensureObject(job, 'metadata'), 'labels', labels);
  whenAbsent(spec, 'completionMode', 'NonIndexed');
  whenAbsent(spec, 'suspend', false);
  whenAbsent(spec, 'manualSelector', false);
  const failing = get(spec, 'podFailurePolicy') !== undefined;
  whenAbsent(spec, 'podReplacementPolicy', failing ? 'Failed' : 'TerminatingOrFailed');
}
