import { fingerprint } from '../core/fingerprint.ts';
import type { Finding } from '../core/finding.ts';
import { csvLine } from './csv-line.ts';
import type { Format } from './format.ts';

const header = [
  'result',
  'severity',
  'category',
  'code',
  'policy',
  'rule',
  'apiVersion',
  'kind',
  'namespace',
  'name',
  'message',
  'remediation',
  'path',
  'file',
  'line',
  'column',
  'fingerprint',
  'exception',
];

/** For spreadsheets: a line a finding, and one for each input that could not be judged (its result is `unjudged`). */
export const csv: Format = {
  name: 'csv',
  open() {
    return {
      begin: () => csvLine(header),
      event(event) {
        if (event.type === 'note') return '';
        if (event.type === 'finding') return csvLine(cellsOf(event.finding));
        const { file, line, column, code, message } = event.unjudged;
        const before = ['unjudged', null, null, code, ...Array<null>(6).fill(null)];
        return csvLine([...before, message, null, null, file, line, column, null, null]);
      },
      end: () => '',
    };
  },
};

function cellsOf(finding: Finding): readonly (string | number | null)[] {
  const { result, severity, category, code, policy, rule, resource, message, remediation, path } = finding;
  const { apiVersion, kind, namespace, name } = resource;
  const { file, line, column } = finding.location;
  const what = [result, severity, category, code, policy, rule, apiVersion, kind, namespace, name];
  return [...what, message, remediation, path, file, line, column, fingerprint(finding), finding.exception];
}
