import type { Unjudged } from '../core/finding.ts';
import type { ConfigGenerateResult } from '../operations/config-generate.ts';
import type { ConfigImportResult } from '../operations/config-import.ts';
import type { Change, ConfigPreviewResult } from '../operations/config-preview.ts';
import type { ConfigSuggestResult } from '../operations/config-suggest.ts';
import type { ConfigValidateResult, ValidatedConfiguration } from '../operations/config-validate.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** What a `config` operation gives, for people to read. */
export async function configText(operation: string, output: unknown, style: Style): Promise<string> {
  switch (operation) {
    case 'config validate':
      return configValidateText(output as ConfigValidateResult, style);
    case 'config preview':
      return configPreviewText(output as ConfigPreviewResult, style);
    case 'config suggest':
      return configSuggestText(output as ConfigSuggestResult, style);
    case 'config import':
      return configImportText(output as ConfigImportResult);
    default:
      return configGenerateText(output as ConfigGenerateResult);
  }
}

/** A line a configuration, and below it what is wrong, what should be looked at, and what is proven. */
function configValidateText({ configurations }: ConfigValidateResult, style: Style): string {
  if (configurations.length === 0)
    return 'There is no configuration here. In folders it is named `writ.config.yaml` or `.json`; name any other yourself.\n';
  const valid = configurations.filter((one) => one.valid).length;
  const blocks = configurations.map((one) => blockOf(one, style));
  return `${blocks.join('\n')}\n\n${valid} of ${configurations.length} valid\n`;
}

function blockOf({ file, valid, problems, warnings, rules }: ValidatedConfiguration, style: Style): string {
  const head = valid ? style.green('valid') : style.red('invalid');
  return [
    `${head}  ${printable(file)}`,
    ...problems.map((one) => `  ${lineOf(one)}`),
    ...warnings.map((one) => `  ${style.dim('look again')}  ${lineOf(one)}`),
    ...rules.flatMap(({ id, examples, breaches }) => [
      `  ${breaches.length === 0 ? style.green('proven') : style.dim('unproven')}  ${printable(id)}  ${style.dim(`${examples} examples`)}`,
      ...breaches.map((breach) => `    ${printable(breach)}`),
    ]),
  ].join('\n');
}

function lineOf({ file, line, column, message }: Unjudged): string {
  return printable(`${file}:${line}:${column}: ${message}`);
}

const mostShown = 30;

/** What would be found besides, what no longer, and what would count otherwise. */
const nothingThere = 'No Kubernetes object was found: name files or folders that hold some.\n';

function configPreviewText(preview: ConfigPreviewResult, style: Style): string {
  const { current, proposed, added, lost, changed, rulesAdded, rulesLost } = preview;
  if (proposed.summary.resources === 0) return nothingThere;
  const sides = [current, proposed].map(({ configuration, summary }) => {
    const { rules, fail, warn, skip, excepted, findings } = summary;
    const name = printable(configuration ?? 'without a configuration');
    return `${name}: ${rules} rules, ${findings} findings (${fail} fail, ${warn} warn, ${skip} skip; ${excepted} excepted)`;
  });
  return [
    `now        ${sides[0] ?? ''}`,
    `proposed   ${sides[1] ?? ''}`,
    ...listed('rules more', rulesAdded.map(printable), style),
    ...listed('rules less', rulesLost.map(printable), style),
    ...listed('found besides', added.map(changeLine), style),
    ...listed('no longer found, and not repaired', lost.map(changeLine), style),
    ...listed('counted otherwise', changed.map(changeLine), style),
    '',
  ].join('\n');
}

function listed(title: string, lines: readonly string[], style: Style): readonly string[] {
  if (lines.length === 0) return [];
  const more =
    lines.length > mostShown ? [`  and ${lines.length - mostShown} more (--format json has all)`] : [];
  return [
    '',
    style.bold(`${lines.length} ${title}`),
    ...lines.slice(0, mostShown).map((line) => `  ${line}`),
    ...more,
  ];
}

function changeLine({ policy, resource, path, what }: Change): string {
  const { kind, namespace, name } = resource;
  return printable(
    `${policy}  ${kind} ${namespace === null ? '' : `${namespace}/`}${name}  ${path}  ${what}`,
  );
}

/** The configuration as YAML, with what could not be taken over as comments above it. */
async function configImportText({ configuration, notTaken }: ConfigImportResult): Promise<string> {
  const { stringify } = await import('yaml');
  const comments = notTaken.map((sentence) => `# not taken over: ${printable(sentence)}\n`);
  return `${comments.join('')}${stringify(configuration)}`;
}

/** The configuration as YAML. */
async function configGenerateText({ configuration }: ConfigGenerateResult): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(configuration);
}

/** A line a rule, and below them what may be put into the configuration. */
async function configSuggestText(result: ConfigSuggestResult, style: Style): Promise<string> {
  const { suggestions, configuration, resources } = result;
  if (resources === 0) return nothingThere;
  const { stringify } = await import('yaml');
  const lines = suggestions.map(
    ({ rule, severity, findings, resources: broken, why }) =>
      `${severity.padEnd(8)} ${style.bold(rule)}  ${findings} findings in ${broken} of ${resources} objects: ${why}`,
  );
  const none = suggestions.length === 0 ? ['nothing is broken often'] : [];
  const snippet = Object.keys(configuration).length === 0 ? '' : `\n${stringify(configuration)}`;
  return `${[...lines, ...none].join('\n')}\n${snippet}`;
}
