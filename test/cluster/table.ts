import type { Trial } from './try-rules.ts';

/** One line for each rule: how many examples it has, and how many the API server judges as stated. */
export function table(trials: readonly Trial[]): string {
  const rows = [...Map.groupBy(trials, ({ variant }) => variant.rule)].map(([rule, own]) => {
    const unasked = own.reduce((sum, trial) => sum + trial.unasked, 0);
    const cases = own.flatMap(({ variant }) => variant.cases);
    const problems = own.flatMap(({ disagreements }) => disagreements).length;
    return [
      rule.code ?? '',
      rule.id,
      own.length,
      cases.filter(({ stated }) => stated === 'pass').length,
      cases.filter(({ stated }) => stated === 'fail').length,
      unasked,
      problems === 0 ? 'agrees' : `${problems} disagree`,
    ].map(String);
  });
  const all = [['code', 'rule', 'policies', 'pass', 'fail', 'unasked', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
