/** What is known of earlier runs over the same scope, as plain data; a store fills it. */
export interface History {
  /** Oldest first, without the run that is reported. */
  readonly runs: readonly PastRun[];
  /** What was open after the last run. */
  readonly open: readonly { readonly fingerprint: string; readonly rule: string }[];
  /** How rules did over time. */
  readonly rules: readonly RulePast[];
  /** What Writ has repaired, or null where that is not recorded. */
  readonly repairs: Repairs | null;
}

/** An earlier report's numbers. */
export interface PastRun {
  /** RFC 3339. */
  readonly generated: string;
  readonly overall: number | null;
  readonly weighted: number | null;
  readonly coverage: number | null;
  readonly findings: number;
  /** Scores by framework id. */
  readonly frameworks: Readonly<Record<string, number | null>>;
  /** Scores by category. */
  readonly categories: Readonly<Record<string, number | null>>;
}

/** How a rule did over time. */
export interface RulePast {
  readonly rule: string;
  readonly opened: number;
  readonly fixed: number;
  readonly excepted: number;
  /** From the first time that a finding was seen until it was gone: the median in hours, or null where none is. */
  readonly medianHoursToFix: number | null;
}

/** Findings over time, by how they went. */
export interface Repairs {
  readonly found: number;
  /** Of the found, those that could be repaired mechanically. */
  readonly fixable: number;
  readonly byWrit: number;
}

/** No earlier run. */
export const noHistory: History = { runs: [], open: [], rules: [], repairs: null };

/** The numbers of a run as figures by name, as a store keeps them; what has no score is left out. */
export function figuresOf(run: PastRun): Readonly<Record<string, number>> {
  const figures: readonly (readonly [string, number | null])[] = [
    ['score', run.overall],
    ['weighted', run.weighted],
    ['coverage', run.coverage],
    ['findings', run.findings],
    ...Object.entries(run.frameworks).map(([id, score]) => [`framework/${id}`, score] as const),
    ...Object.entries(run.categories).map(([name, score]) => [`category/${name}`, score] as const),
  ];
  return Object.fromEntries(figures.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** The numbers of a run from its figures. */
export function pastRunOf(generated: string, figures: Readonly<Record<string, number>>): PastRun {
  const figure = (name: string): number | null =>
    Object.hasOwn(figures, name) ? (figures[name] ?? null) : null;
  const under = (prefix: string): Readonly<Record<string, number>> =>
    Object.fromEntries(
      Object.entries(figures).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  return {
    generated,
    overall: figure('score'),
    weighted: figure('weighted'),
    coverage: figure('coverage'),
    findings: figure('findings') ?? 0,
    frameworks: under('framework/'),
    categories: under('category/'),
  };
}
