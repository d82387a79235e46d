import { fingerprint } from '../core/fingerprint.ts';
import type { Finding, Result, Unjudged } from '../core/finding.ts';
import { inputRules } from '../operations/deciding/input-rules.ts';
import type { Format } from './format.ts';
import { descriptorOf, levelOf } from './sarif-rule.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** GitHub code scanning refuses a run with more results. */
const mostResults = 25_000;

/**
 * SARIF 2.1.0 (OASIS): a result a finding, unjudged input and notes as notifications, and last the tool with every
 * rule that was judged by, for only then is it known.
 */
export const sarif: Format = {
  name: 'sarif',
  open({ version }) {
    let results = 0;
    const notifications: object[] = [];
    return {
      begin: () =>
        `{"$schema":"${schema}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`,
      event(event) {
        if (event.type === 'unjudged') notifications.push(unjudgedNotification(event.unjudged));
        else if (event.type === 'note') notifications.push(notification('note', event.note));
        else return `${results++ === 0 ? '\n' : ',\n'}${JSON.stringify(sarifResult(event.finding))}`;
        return '';
      },
      end({ judged, rules, policies }) {
        if (results > mostResults) notifications.push(notification('warning', tooMany(results)));
        const driver = {
          name: 'Writ',
          semanticVersion: version,
          informationUri: 'https://writ.dev',
          rules: [...rules, ...policies, ...inputRules].map(descriptorOf),
        };
        const invocations = [{ executionSuccessful: judged, toolExecutionNotifications: notifications }];
        const tail = JSON.stringify({ invocations, tool: { driver } }).slice(1);
        return `${results === 0 ? '' : '\n'}],${tail}]}\n`;
      },
    };
  },
};

function sarifResult(finding: Finding): object {
  const { policy, result, severity, message, remediation, exception, path } = finding;
  const { kind, namespace, name } = finding.resource;
  const { file, line, column } = finding.location;
  const digest = fingerprint(finding);
  return {
    ruleId: policy,
    kind: kinds[result],
    level: levelOf(result, severity),
    message: { text: remediation === null ? message : `${message} ${remediation}` },
    locations: [
      {
        physicalLocation: physicalLocation(file, line, column),
        logicalLocations: [
          { fullyQualifiedName: `${kind}/${namespace ?? ''}/${name}${path}`, kind: 'resource' },
        ],
      },
    ],
    // GitHub looks only at a key of this name, and would else hash the lines around, which move.
    partialFingerprints: { primaryLocationLineHash: digest, 'writ/v1': digest },
    ...(exception !== null && { suppressions: [{ kind: 'inSource', justification: exception }] }),
    properties: { result, severity, covers: finding.covers, ...(finding.scan && { scan: finding.scan }) },
  };
}

function unjudgedNotification({ file, line, column, code, message }: Unjudged): object {
  return {
    ...notification('error', message),
    descriptor: { id: code },
    locations: [{ physicalLocation: physicalLocation(file, line, column) }],
  };
}

function notification(level: 'error' | 'warning' | 'note', text: string): object {
  return { level, message: { text } };
}

function tooMany(results: number): string {
  return `GitHub code scanning takes at most ${mostResults} results of a run, and this one has ${results}: narrow it with --severity, --category or fewer paths`;
}

function physicalLocation(file: string, line: number, column: number): object {
  const artifactLocation = { uri: uri(file) };
  // Line 0 stands for a file as a whole, which a region cannot say.
  return line === 0
    ? { artifactLocation }
    : { artifactLocation, region: { startLine: line, startColumn: Math.max(1, column) } };
}

const kinds: Readonly<Record<Result, string>> = {
  pass: 'pass',
  fail: 'fail',
  warn: 'fail',
  error: 'open',
  skip: 'notApplicable',
};

/** A file name as a URI reference (RFC 3986), each segment encoded; an absolute one as a `file` URI (RFC 8089). */
function uri(file: string): string {
  // An object of a cluster is named by a URI already.
  if (file.startsWith('cluster://')) return encodeURI(file.toWellFormed());
  const path = file.toWellFormed().split(/[\\/]/).map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
