import { afterAll, expect, test } from 'vitest';
import { faults, limit } from './faults.ts';
import { explainedPolicies } from './rows/explained-policies.ts';
import { files } from './rows/files.ts';
import { ruleFiles } from './rows/rule-files.ts';
import { scans } from './rows/scans.ts';
import { structure } from './rows/structure.ts';
import { text } from './rows/text.ts';
import { runRow } from './run-row.ts';

const rows = [...structure, ...text, ...files, ...ruleFiles, ...explainedPolicies, ...scans];
const skipped = rows.filter(({ skip }) => skip?.() === true);
const ended: { readonly name: string; readonly milliseconds: number; readonly mebibytes: number }[] = [];

test.concurrent.each(rows.filter((row) => !skipped.includes(row)))(
  '$name ends in a sentence',
  async (row) => {
    const end = await runRow(row);
    ended.push({ name: row.name, milliseconds: end.milliseconds, mebibytes: end.mebibytes });
    expect(faults(row, end)).toEqual([]);
  },
);

afterAll(() => {
  const slow = ended.toSorted((a, b) => b.milliseconds - a.milliseconds);
  const large = ended.toSorted((a, b) => b.mebibytes - a.mebibytes);
  const over = slow.filter(({ milliseconds }) => milliseconds > limit.milliseconds);
  console.log(
    `${ended.length} hostile inputs: at most ${Math.round(slow[0]?.milliseconds ?? 0)} ms of processor (${slow[0]?.name}), ` +
      `${Math.round(large[0]?.mebibytes ?? 0)} MiB (${large[0]?.name}); ${over.length} over ${limit.milliseconds} ms`,
  );
  for (const { name } of skipped) console.warn(`skipped, this system has no such thing: ${name}`);
});
