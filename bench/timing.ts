/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that each of several actions takes: `rounds` times in turn, so that a noisy machine hits all alike; medians. */
export function inTurn(actions: readonly (() => void)[], rounds: number): readonly number[] {
  const times = actions.map((): number[] => []);
  for (const action of actions) action();
  for (let round = 0; round < rounds; round++) {
    for (const [index, action] of actions.entries()) {
      const begun = performance.now();
      action();
      times[index]?.push(performance.now() - begun);
    }
  }
  return times.map(median);
}

/** The geometric mean, in which ten times as fast and ten times as slow make one. */
export function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
