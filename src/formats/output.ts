import { WritError } from '../core/errors.ts';
import type { AuditListResult } from '../operations/audit-list.ts';
import type { AuditVerifyResult } from '../operations/audit-verify.ts';
import type { EnforceResult } from '../operations/enforce.ts';
import type { EnforceLiveResult } from '../operations/enforcing/enforce-live-result.ts';
import type { ExplainResult } from '../operations/explain.ts';
import type { ExceptionExpireResult } from '../operations/exception-expire.ts';
import type { ExceptionExportResult } from '../operations/exception-export.ts';
import type { ExceptionImportResult } from '../operations/exception-import.ts';
import type { ExceptionListResult } from '../operations/exception-list.ts';
import type { FixResult } from '../operations/repair/fix-result.ts';
import type { ProveResult } from '../operations/prove.ts';
import type { ReportResult } from '../operations/report.ts';
import type { RulesResult } from '../operations/rules.ts';
import type { StoreBackupResult } from '../operations/store-backup.ts';
import type { StoreMigrateResult } from '../operations/store-migrate.ts';
import type { StoreNoticesResult } from '../operations/store-notices.ts';
import type { StoredException } from '../operations/store-port.ts';
import type { TestResult } from '../operations/test.ts';
import { formatNames } from './index.ts';
import { styler } from './style.ts';

/** Renders the output of an operation, coloured or not. */
type Render = (output: unknown, colour: boolean) => Promise<string>;

const reports: Readonly<Record<string, Render>> = {
  text: async (output, colour) =>
    (await import('./report-text.ts')).reportText(output as ReportResult, styler(colour)),
  json: async (output) => (await import('./report-json.ts')).reportJson(output as ReportResult),
  markdown: async (output) => (await import('./report-markdown.ts')).reportMarkdown(output as ReportResult),
  html: async (output) => (await import('./report-html.ts')).reportHtml(output as ReportResult),
  csv: async (output) => (await import('./report-csv.ts')).reportCsv(output as ReportResult),
  policyreport: async (output) =>
    (await import('./report-policyreport.ts')).reportPolicyReport(output as ReportResult, 'policyreport'),
  openreports: async (output) =>
    (await import('./report-policyreport.ts')).reportPolicyReport(output as ReportResult, 'openreports'),
};

const json: Render = (output) => Promise.resolve(`${JSON.stringify(output, null, 2)}\n`);

/** What an operation on configurations gives. */
function config(operation: string): Readonly<Record<string, Render>> {
  return {
    text: async (output, colour) =>
      (await import('./config-text.ts')).configText(operation, output, styler(colour)),
    json,
  };
}

/** What `enforce` did in a cluster is told; what it rendered is printed as it is applied. */
function isLive(output: unknown): output is EnforceLiveResult {
  return 'does' in (output as object);
}

/** By operation, each of its formats. */
const renderers: Readonly<Record<string, Readonly<Record<string, Render>>>> = {
  report: reports,
  rules: {
    text: async (output, colour) => {
      const { clusterRole } = output as RulesResult;
      return clusterRole === undefined
        ? (await import('./rules-text.ts')).rulesText(output as RulesResult, styler(colour))
        : (await import('yaml')).stringify(clusterRole, { aliasDuplicateObjects: false });
    },
    json: (output, colour) => json((output as RulesResult).clusterRole ?? output, colour),
  },
  fix: {
    diff: async (output, colour) =>
      (await import('./fix-diff.ts')).fixDiff(output as FixResult, styler(colour)),
    'json-patch': async (output) => (await import('./fix-json.ts')).fixPatches(output as FixResult),
    json: async (output) => (await import('./fix-json.ts')).fixJson(output as FixResult),
  },
  explain: {
    text: async (output, colour) =>
      (await import('./explain-text.ts')).explainText(output as ExplainResult, styler(colour), lineWidth()),
    json,
  },
  prove: {
    text: async (output, colour) =>
      (await import('./prove-text.ts')).proveText(output as ProveResult, styler(colour)),
    json,
  },
  enforce: {
    yaml: async (output, colour) =>
      isLive(output)
        ? (await import('./enforce-live-text.ts')).enforceLiveText(output, styler(colour))
        : (await import('./enforce-yaml.ts')).enforceYaml(output as EnforceResult, styler(colour)),
    json: async (output) =>
      isLive(output)
        ? (await import('./enforce-live-json.ts')).enforceLiveJson(output)
        : (await import('./enforce-json.ts')).enforceJson(output as EnforceResult),
  },
  test: {
    text: async (output, colour) =>
      (await import('./test-text.ts')).testText(output as TestResult, styler(colour)),
    json,
    junit: async (output) => (await import('./test-junit.ts')).testJunit(output as TestResult),
  },
  'config validate': config('config validate'),
  'config preview': config('config preview'),
  'config suggest': config('config suggest'),
  'config import': config('config import'),
  'config generate': config('config generate'),
  'exception create': {
    text: async (output, colour) =>
      (await import('./exceptions-text.ts')).exceptionText(output as StoredException, styler(colour)),
    json,
  },
  'exception list': {
    text: async (output, colour) =>
      (await import('./exceptions-text.ts')).exceptionListText(output as ExceptionListResult, styler(colour)),
    json,
  },
  'exception expire': {
    text: async (output) =>
      (await import('./exceptions-text.ts')).exceptionExpireText(output as ExceptionExpireResult),
    json,
  },
  'exception import': {
    text: async (output) =>
      (await import('./exceptions-text.ts')).exceptionImportText(output as ExceptionImportResult),
    json,
  },
  'exception export': {
    text: async (output) =>
      (await import('./exceptions-text.ts')).exceptionExportText(output as ExceptionExportResult),
    json,
  },
  'store backup': {
    text: async (output) => (await import('./store-text.ts')).storeBackupText(output as StoreBackupResult),
    json,
  },
  'store notices': {
    text: async (output, colour) =>
      (await import('./store-text.ts')).storeNoticesText(output as StoreNoticesResult, styler(colour)),
    json,
  },
  'store migrate': {
    text: async (output) => (await import('./store-text.ts')).storeMigrateText(output as StoreMigrateResult),
    json,
  },
  'audit list': {
    text: async (output, colour) =>
      (await import('./store-text.ts')).auditListText(output as AuditListResult, styler(colour)),
    json,
  },
  'audit verify': {
    text: async (output, colour) =>
      (await import('./store-text.ts')).auditVerifyText(output as AuditVerifyResult, styler(colour)),
    json,
  },
};

/** Lines as wide as the terminal, and nowhere wider than is good to read. */
function lineWidth(): number {
  return Math.min(Math.max(process.stdout.columns ?? widest, narrowest), widest);
}

const widest = 100;
const narrowest = 40;

/** The formats of an operation by name, in the order in which help lists them. */
export function formatsOf(operation: string): readonly string[] {
  return Object.hasOwn(renderers, operation) ? Object.keys(renderers[operation] ?? {}) : formatNames;
}

/**
 * Renders the output of an operation that does not stream findings.
 * @throws {WritError} `USAGE` for a format that it does not have.
 */
export async function renderOutput(
  operation: string,
  format: string,
  output: unknown,
  colour: boolean,
): Promise<string> {
  const formats = Object.hasOwn(renderers, operation) ? (renderers[operation] ?? {}) : {};
  const render = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (render !== undefined) return render(output, colour);
  const names = formatsOf(operation);
  throw new WritError('USAGE', `\`${operation}\` has no format \`${format}\``, {
    hint: `Choose ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`,
  });
}
