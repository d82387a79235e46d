import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junitSchema } from './junit-schema.ts';
import { everyReport } from './reports.ts';
import { events, rendered } from './rendered.ts';

/** What the XSD says of some documents, whichever of them it is. */
async function faults(documents: readonly string[]): Promise<readonly string[]> {
  const { valid, errors, rawOutput } = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents: Buffer.from(contents) })),
    schema: junitSchema,
    maxMemoryPages: 4096,
  });
  return valid ? [] : [...errors.map(({ rawMessage }) => rawMessage), rawOutput].slice(0, 5);
}

test('every report is valid by the XSDs of Ant and Jenkins', async () => {
  const reports = await everyReport();
  expect(await faults(reports.map((run) => run.reports['junit'] ?? ''))).toEqual([]);
});

test('the check itself notices what is not valid', async () => {
  expect(await faults(['<testsuites name="a"/>'])).not.toEqual([]);
  expect(await faults(['<testsuites><testsuite/></testsuites>'])).not.toEqual([]);
  expect(await faults(['<testsuites>\u0007</testsuites>'])).not.toEqual([]);
});

test('whatever is told, the report is well-formed and valid', async () => {
  const runs = fc.sample(events, { numRuns: 300, seed: 7 });
  expect(await faults(await Promise.all(runs.map((told) => rendered('junit', told))))).toEqual([]);
});

test('the numbers of a suite are those of its cases', async () => {
  for (const { reports } of await everyReport()) {
    for (const [suite] of (reports['junit'] ?? '').matchAll(/<testsuite [^]*?<\/testsuite>/g)) {
      const stated = ['tests', 'failures', 'errors', 'skipped'].map((name) =>
        Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1]),
      );
      const counted = ['testcase', 'failure', 'error', 'skipped'].map(
        (name) => suite.match(new RegExp(`<${name} `, 'g'))?.length ?? 0,
      );
      expect(stated).toEqual(counted);
    }
  }
});

test('what an exception lifts is skipped, with the reason', async () => {
  const [report = ''] = (await everyReport()).flatMap(({ name, reports }) =>
    name === 'exceptions' ? [reports['junit']] : [],
  );
  expect(report).toMatch(/name="privileged-container [^>]*><skipped message="[^"]*Excepted: a node's agent/);
});
