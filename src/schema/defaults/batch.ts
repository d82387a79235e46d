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
  if (labels !== undefined) whenEmpty(ensureObject(job, 'metadata'), 'labels', ownLabels(labels));
  whenAbsent(spec, 'completionMode', 'NonIndexed');
  whenAbsent(spec, 'suspend', false);
  whenAbsent(spec, 'manualSelector', false);
  const failing = get(spec, 'podFailurePolicy') !== undefined;
  whenAbsent(spec, 'podReplacementPolicy', failing ? 'Failed' : 'TerminatingOrFailed');
}

/** A template's labels without those that a server has put there, so that defaulting twice is defaulting once. */
function ownLabels(labels: Draft): Draft {
  return Object.fromEntries(
    Object.entries(labels).filter(
      ([name]) => !/^(?:batch[.]kubernetes[.]io\/)?(?:job-name|controller-uid)$/.test(name),
    ),
  );
}
