import { renderOutput } from '../../src/formats/output.ts';
import type { ReportResult } from '../../src/operations/report.ts';
import { writ } from '../doors/cli.ts';
import { eventful } from '../report/eventful.ts';
import { hostile, hostileReport } from '../report/hostile.ts';
import { reportOf } from '../report/matrix.ts';
import { careless, hardNames } from './names.ts';

/**
 * Every page that Writ writes, by name: of real input, over time, of nothing, of names that mean harm or are hard to lay out, and
 * of 5,000 findings.
 */
export async function pages(): Promise<readonly (readonly [name: string, html: string])[]> {
  const report = (result: ReportResult): Promise<string> => renderOutput('report', 'html', result, false);
  const empty: ReportResult = { report: reportOf([]), gate: null, judged: true };
  const run = async (...args: readonly string[]): Promise<string> =>
    (await writ([...args, '--quiet', '--format', 'html'])).out;
  const of = async (command: string, yaml: string, ...args: readonly string[]): Promise<string> =>
    (await writ([command, '-', '--quiet', '--format', 'html', ...args], { stdin: yaml })).out;
  return [
    ['report', await run('report', 'examples/shop')],
    ['report-hardened', await run('report', 'examples/shop-hardened', '--framework', 'pod-security')],
    ['report-eventful', await report(eventful)],
    ['report-empty', await report(empty)],
    ['report-hostile', await report(hostileReport())],
    ['check', await run('check', 'examples/shop', '--results', 'all', '--no-fold')],
    ['check-clean', await run('check', 'examples/shop-hardened')],
    ['check-hard-names', await of('check', careless(hardNames.length, hardNames), '--profile', 'baseline')],
    ['report-hard-names', await of('report', careless(hardNames.length, hardNames))],
    ['check-hostile', await of('check', careless(hostile.length, hostile), '--no-fold')],
    ['check-5000', await of('check', careless(720))],
    ['report-5000', await of('report', careless(720))],
  ];
}
