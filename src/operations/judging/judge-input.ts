import type { CheckRun } from './check-run.ts';
import type { InputLimits, Inputs, Source } from '../inputs.ts';
import type { LiveInput } from '../live/live-input.ts';
import type { LiveObject } from '../live/read-live.ts';
import type { Watching } from '../recording/watching.ts';

/** What a run is to judge: a cluster, else the files under paths. */
export interface RunInput {
  readonly live: LiveInput | null;
  readonly paths: readonly string[];
  readonly limits: InputLimits;
  readonly inputs: Inputs;
}

/** Who else looks at what is read, before it is judged. */
export interface Looking {
  readonly watching: Watching | null;
  readonly source?: (source: Source) => Promise<void>;
  readonly object?: (object: LiveObject) => void;
}

/** Has a run judge all of its input. */
export async function judgeInput(
  run: CheckRun,
  { live, paths, limits, inputs }: RunInput,
  { watching, source, object }: Looking,
): Promise<void> {
  if (live !== null) {
    await live.read(run, (one) => {
      watching?.read({ name: one.place, named: true, text: one.version });
      object?.(one);
    });
    return;
  }
  for await (const one of inputs.open(paths, limits)) {
    await source?.(one);
    watching?.read(one);
    await run.judge(one);
  }
}
