// `npm run conformance`: the CEL specification's own tests, and a table of how they went.
import { runConformance } from './conformance.ts';

const { rows, failures, stale } = runConformance();

const columns = ['tests', 'passed', 'exceptions', 'outOfScope'] as const;
const totals = { file: 'all', tests: 0, passed: 0, exceptions: 0, outOfScope: 0 };
for (const row of rows) {
  for (const column of columns) totals[column] += row[column];
}
console.log(`${'file'.padEnd(17)} tests passed exceptions out of scope`);
for (const row of [...rows, totals]) {
  const [tests, passed, exceptions, outOfScope] = columns.map((column) => String(row[column]));
  console.log(
    `${row.file.padEnd(17)} ${tests?.padStart(5)} ${passed?.padStart(6)} ${exceptions?.padStart(10)} ${outOfScope?.padStart(12)}`,
  );
}
for (const [path, why] of failures) console.log(`FAILED ${path}: ${why}`);
for (const path of stale) console.log(`STALE exception ${path}`);
const inScope = totals.tests - totals.outOfScope;
console.log(
  `${totals.passed} of ${inScope} pass, ${totals.exceptions} exceptions, ${failures.length} failures; ` +
    `${totals.outOfScope} need protobuf messages`,
);
process.exitCode = failures.length + stale.length > 0 ? 1 : 0;
