import { fingerprint } from '../core/fingerprint.ts';
import type { Finding, Result, Unjudged } from '../core/finding.ts';
import type { Format, FormatRule } from './format.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF 2.1.0 (OASIS): rules in the driver, a result a finding, unjudged input as tool notifications. */
export const sarif: Format = {
  name: 'sarif',
  open({ version, rules }) {
    let results = 0;
    const notifications: object[] = [];
    return {
      async begin() {
        const driver = {
          name: 'Writ',
          semanticVersion: version,
          informationUri: 'https://writ.dev',
          rules: (await rules()).map(reportingDescriptor),
        };
        const head = { $schema: schema, version: '2.1.0' };
        const run = JSON.stringify({ tool: { driver }, columnKind: 'utf16CodeUnits' }).slice(0, -1);
        return `${JSON.stringify(head).slice(0, -1)},"runs":[${run},"results":[`;
      },
      event(event) {
        if (event.type === 'unjudged') notifications.push(unjudgedNotification(event.unjudged));
        else if (event.type === 'note') notifications.push({ level: 'note', message: { text: event.note } });
        else return `${results++ === 0 ? '\n' : ',\n'}${JSON.stringify(sarifResult(event.finding))}`;
        return '';
      },
      end({ judged }) {
        const invocations = [{ executionSuccessful: judged, toolExecutionNotifications: notifications }];
        return `${results === 0 ? '' : '\n'}],"invocations":${JSON.stringify(invocations)}}]}\n`;
      },
    };
  },
};

function reportingDescriptor(rule: FormatRule): object {
  const { id, code, title, why, advice, severity, category } = rule;
  return {
    id,
    name: code ?? id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${advice}`, markdown: `${why}\n\n**What to do:** ${advice}` },
    defaultConfiguration: { level: level('fail', severity) },
    properties: { 'security-severity': scores[severity] ?? '5.0', tags: [category] },
  };
}

function sarifResult(finding: Finding): object {
  const { file, line, column } = finding.location;
  const { kind, namespace, name } = finding.resource;
  return {
    ruleId: finding.policy,
    kind: kinds[finding.result],
    level: level(finding.result, finding.severity),
    message: {
      text: finding.remediation === null ? finding.message : `${finding.message} ${finding.remediation}`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(file) },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [
          { fullyQualifiedName: `${kind}/${namespace ?? ''}/${name}${finding.path}`, kind: 'resource' },
        ],
      },
    ],
    partialFingerprints: { 'writ/v1': fingerprint(finding) },
    ...(finding.exception !== null && {
      suppressions: [{ kind: 'inSource', justification: finding.exception }],
    }),
    properties: { result: finding.result, severity: finding.severity, covers: finding.covers },
  };
}

function unjudgedNotification({ file, line, column, code, message }: Unjudged): object {
  const physicalLocation = {
    artifactLocation: { uri: uri(file) },
    region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
  };
  return {
    level: 'error',
    descriptor: { id: code },
    message: { text: message },
    locations: [{ physicalLocation }],
  };
}

const kinds: Readonly<Record<Result, string>> = {
  pass: 'pass',
  fail: 'fail',
  warn: 'fail',
  error: 'open',
  skip: 'notApplicable',
};

// GitHub code scanning reads these numbers as CVSS-like bands.
const scores: Readonly<Record<string, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
};

/** SARIF section 3.27.10: a level other than `none` only where `kind` is `fail`. */
function level(result: Result, severity: string): string {
  if (result !== 'fail' && result !== 'warn') return 'none';
  if (result === 'warn' || severity === 'medium') return 'warning';
  return severity === 'high' || severity === 'critical' ? 'error' : 'note';
}

/** A relative file name as a URI reference (RFC 3986), each segment encoded. */
function uri(file: string): string {
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
