import { printableJson } from './printable-json.ts';
import { hash } from 'node:crypto';
import { fingerprint } from '../core/fingerprint.ts';
import type { Finding, Unjudged } from '../core/finding.ts';
import type { Severity } from '../core/severity.ts';
import type { Format } from './format.ts';
import { printable } from './printable.ts';

/** GitLab Code Quality: a JSON list, one issue a finding, shown in merge requests. */
export const gitlab: Format = {
  name: 'gitlab',
  open() {
    let issues = 0;
    const issue = (value: object): string => `${issues++ === 0 ? '\n' : ',\n'}${printableJson(value)}`;
    return {
      begin: () => '[',
      event(event) {
        if (event.type === 'note') return '';
        if (event.type === 'unjudged') return issue(unjudgedIssue(event.unjudged));
        const { result, exception } = event.finding;
        // What an exception lifts is not for the author of a change to see to.
        if (result === 'pass' || result === 'skip' || exception !== null) return '';
        return issue(findingIssue(event.finding));
      },
      end: () => `${issues === 0 ? '' : '\n'}]\n`,
    };
  },
};

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

function findingIssue(finding: Finding): object {
  const { policy, message, remediation, severity, location } = finding;
  // GitLab takes two issues of one fingerprint for one, and an object may stand in two files.
  const digest = hash('sha256', `${fingerprint(finding)}\n${location.file}`).slice(0, 32);
  return {
    description: printable(remediation === null ? message : `${message} ${remediation}`),
    check_name: printable(policy),
    fingerprint: digest,
    severity: severities[severity],
    location: { path: pathOf(location.file), lines: { begin: Math.max(1, location.line) } },
  };
}

function unjudgedIssue({ file, line, column, code, message }: Unjudged): object {
  return {
    description: printable(message),
    check_name: printable(code),
    fingerprint: hash('sha256', JSON.stringify([file, line, column, code])).slice(0, 32),
    severity: 'blocker',
    location: { path: pathOf(file), lines: { begin: Math.max(1, line) } },
  };
}

/** Relative to the repository, without a leading `./`, as GitLab asks for. */
function pathOf(file: string): string {
  return printable(file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''));
}
