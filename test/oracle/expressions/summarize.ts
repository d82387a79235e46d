import type { Environment } from '../../../src/cel/environment/environment.ts';
import { difference, type Compared } from './run.ts';

/** What is wanted of a run: how many pairs, and how many of which kind. */
const wanted = {
  pairs: 30_000,
  errors: 0.3,
  mutants: 0.2,
  perFunction: 50,
  perOverload: 20,
  equalCosts: 0.95,
  leastCost: 0.5,
};

/** Whether a run agrees and covers what it should, and what to print of it. */
export interface Summary {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Counts agreement, coverage and costs; the shortest disagreements are shown. */
export function summarize(compared: readonly Compared[], environment: Environment, show: number): Summary {
  const differing = compared
    .flatMap((one) => {
      const how = difference(one);
      return how === null ? [] : [{ ...one, how }];
    })
    .toSorted((a, b) => a.expression.length - b.expression.length);
  const accepted = compared.filter(isAccepted);
  const crashed = compared.filter(({ theirs }) => theirs.crashed !== undefined).length;
  const errors = compared.filter(({ theirs }) => theirs.error !== undefined).length / compared.length;
  const mutants = compared.filter(({ from }) => from === 'mutant').length / compared.length;
  const thin = thinlyCovered(compared);
  const costs = costsOf(compared);
  const lines = [
    ...differing
      .slice(0, show)
      .map(
        ({ expression, object, how, from }) =>
          `${from}: ${expression}\n    ${how}${from === 'call' ? '' : `\n    on ${JSON.stringify(object).slice(0, 600)}`}`,
      ),
    ...thin.slice(0, show).map((line) => `too few calls of ${line}`),
    ...costs.lines.slice(0, show),
    `expressions: ${compared.length} pairs, ${accepted.length} accepted, ${percent(errors)} end in an error, ${percent(mutants)} are mutants of real expressions, ${environment.functions.size} functions, ${crashed} crash the API server's own code; ${differing.length} disagreements`,
    `costs: ${percent(costs.equal)} of ${costs.count} evaluations of the catalogue and of Kyverno's policies cost what the API server counts, the least ${costs.least.toFixed(2)} of it; of all ${percent(costs.equalOfAll)}`,
  ];
  const ok =
    differing.length === 0 &&
    thin.length === 0 &&
    compared.length >= wanted.pairs &&
    errors >= wanted.errors &&
    mutants >= wanted.mutants &&
    costs.equal >= wanted.equalCosts &&
    costs.least >= wanted.leastCost;
  return { ok, lines };
}

/** Functions and overloads of which too few calls were accepted. */
function thinlyCovered(compared: readonly Compared[]): readonly string[] {
  const calls = compared.filter(({ from }) => from === 'call');
  const under = (by: (one: Compared) => string, least: number): readonly string[] =>
    Array.from(
      Map.groupBy(calls, by),
      ([name, some]) => [name, some.filter(isAccepted).length] as const,
    ).flatMap(([name, count]) => (count < least ? [`${name}: ${count} of ${least}`] : []));
  return [
    ...under(({ function: name }) => `function ${name ?? ''}`, wanted.perFunction),
    ...under(({ overload }) => `overload ${overload ?? ''}`, wanted.perOverload),
  ];
}

function isAccepted({ theirs }: Compared): boolean {
  return theirs.refused === undefined && theirs.crashed === undefined;
}

function costsOf(compared: readonly Compared[]) {
  const comparable = compared.filter(
    ({ theirs, ours }) => theirs.refused === undefined && ours.refused === undefined,
  );
  const real = comparable.filter(({ from }) => from === 'catalogue' || from === 'kyverno');
  const isEqual = ({ theirs, ours }: Compared): boolean => theirs.cost === ours.cost;
  const ratio = ({ theirs, ours }: Compared): number => (theirs.cost === 0 ? 1 : ours.cost / theirs.cost);
  const unequal = real
    .filter((one) => !isEqual(one))
    .toSorted((a, b) => a.expression.length - b.expression.length);
  return {
    count: real.length,
    equal: real.filter(isEqual).length / real.length,
    equalOfAll: comparable.filter(isEqual).length / comparable.length,
    least: real.reduce((least, one) => Math.min(least, ratio(one)), 1),
    lines: [...new Map(unequal.map((one) => [one.expression, one])).values()].map(
      ({ expression, theirs, ours }) => `cost ${ours.cost} instead of ${theirs.cost}: ${expression}`,
    ),
  };
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
