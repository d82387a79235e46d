/** One figure of a benchmark, and what is wanted of it. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** At least or at most how much; null where the figure only informs. */
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number } | null;
}

/** Prints a group of figures; gives how many are not as wanted. */
export function report(title: string, figures: readonly Figure[]): number {
  console.log(`\n${title}`);
  const missed = figures.filter((figure) => !isMet(figure));
  for (const figure of figures) console.log(`  ${line(figure)}`);
  return missed.length;
}

function isMet({ value, wanted }: Figure): boolean {
  if (wanted === null) return true;
  return 'atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost;
}

function line(figure: Figure): string {
  const { what, value, unit, wanted } = figure;
  const digits = value >= 100 ? 0 : 2;
  const shown = `${what.padEnd(58)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(4)}`;
  if (wanted === null) return shown;
  const bound = 'atLeast' in wanted ? `at least ${wanted.atLeast}` : `at most ${wanted.atMost}`;
  return `${shown} ${isMet(figure) ? 'ok' : 'MISSED'} (${bound})`;
}
