import { minors } from '../deciding/parse-version.ts';
import type { CheckResult } from './check-result.ts';
import type { World } from './check-run.ts';
import type { Reporter } from './reporter.ts';

/** Tells what a person should know before anything is judged. */
export function noteWorld({ live, given }: World, minor: number, reporter: Reporter): void {
  for (const unjudged of given?.unjudged ?? []) reporter.unjudged(unjudged);
  for (const note of given?.notes ?? []) reporter.note(note);
  if (minor === minors.newest || live !== undefined) return;
  reporter.note(
    `fields are judged by the schema of Kubernetes 1.${minors.newest}, rules by those of 1.${minor}`,
  );
}

/** Folders of charts and releases have many objects and nothing that runs: that is no clean bill of health. */
export function noteNothingRuns(
  { resources, workloads, findings }: CheckResult['summary'],
  reporter: Reporter,
): void {
  if (resources > 0 && workloads === 0 && findings === 0)
    reporter.note('no object here runs containers: most rules had nothing to judge');
}
