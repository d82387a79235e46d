/**
 * How a rule went on a resource that it concerns. Only `pass` is a pass; `excepted`, `off`, `open` (a question without
 * answer) and `error` are none. Of `unknown` nothing is held against anybody: other objects would have to be there.
 */
export const verdicts = ['pass', 'fail', 'warn', 'excepted', 'error', 'open', 'off', 'unknown'] as const;

export type Verdict = (typeof verdicts)[number];

/** Verdicts, counted. */
export type Counts = Readonly<Record<Verdict, number>>;

/** No verdicts. */
export const noCounts: Counts = {
  pass: 0,
  fail: 0,
  warn: 0,
  excepted: 0,
  error: 0,
  open: 0,
  off: 0,
  unknown: 0,
};

/** The sum of counts. */
export function added(all: Iterable<Counts>): Counts {
  const sum = { ...noCounts };
  for (const counts of all) for (const verdict of verdicts) sum[verdict] += counts[verdict];
  return sum;
}

/** All verdicts: how often a rule concerned a resource, judged or not. */
export function concerned(counts: Counts): number {
  return verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
}

/** What a score is of: all but what cannot be known here. */
export function scorable(counts: Counts): number {
  return concerned(counts) - counts.unknown;
}

/** Verdicts that say something: what was off, open, unknown or in error says nothing. */
export function judged({ pass, fail, warn, excepted }: Counts): number {
  return pass + fail + warn + excepted;
}

/** Verdicts of what is broken, and not lifted. */
export function broken({ fail, warn }: Counts): number {
  return fail + warn;
}
