import type { Placed } from '../../check/findings.ts';
import type { Judged } from './judge-resource.ts';
import type { Tally } from './tally.ts';

/** Looks at what was judged before it is reported, and may change it: exceptions, a baseline, the record of a run. */
export interface Watch {
  /** Whether it wants to see pass and skip, too. */
  readonly wantsAll: boolean;
  see(judged: Judged, placed: Placed, tally: Tally): Judged;
  /** What it has to say when everything was judged. */
  notes(): readonly string[];
}

/** Several as one, each seeing what the one before it left. */
export function inTurn(watches: readonly Watch[]): Watch {
  return {
    wantsAll: watches.some(({ wantsAll }) => wantsAll),
    see: (judged, placed, tally) => watches.reduce((seen, watch) => watch.see(seen, placed, tally), judged),
    notes: () => watches.flatMap((watch) => watch.notes()),
  };
}
