import { importCheckov } from '../configuration/import/checkov.ts';
import { joined, type Imported } from '../configuration/import/imported.ts';
import { importKubeLinter } from '../configuration/import/kube-linter.ts';
import { importPolaris } from '../configuration/import/polaris.ts';
import { importTrivy, importTrivyIgnore } from '../configuration/import/trivy.ts';
import { WritError } from '../core/errors.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { defaultLimits } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';
import { catalogue } from './deciding/catalogue.ts';
import type { Source } from './inputs.ts';
import { configurationSize } from './deciding/open-configuration.ts';
import { defineOperation } from './operation.ts';

/** A configuration that says what another tool's said. */
export interface ConfigImportResult {
  readonly configuration: JsonObject;
  /** What could not be taken over, one sentence each. */
  readonly notTaken: readonly string[];
}

const tools = ['kube-linter', 'polaris', 'checkov', 'trivy'] as const;

export const configImport = defineOperation({
  name: 'config import',
  summary: "Make a configuration from another tool's.",
  effect: 'read',
  paths: {
    name: 'path',
    description: "the other tool's configuration, or - for standard input",
    required: true,
  },
  parameters: {
    from: { type: 'choice', value: 'TOOL', choices: tools, description: 'the tool that it was written for' },
  },
  examples: [
    [
      'writ config import examples/configuration/kube-linter.yaml --from kube-linter --output writ.config.yaml',
      'writes a configuration that says the same',
    ],
    [
      'writ config import examples/configuration/kube-linter.yaml --from kube-linter --format json',
      'gives it as JSON, with what could not be taken over',
    ],
  ],
  verdict: ({ notTaken }: ConfigImportResult) => (notTaken.length === 0 ? 'clean' : 'found'),

  async run({ from, paths }, context): Promise<ConfigImportResult> {
    if (from === null)
      throw new WritError('USAGE', 'the tool that it was written for was not said', {
        hint: `Say it with --from ${tools.join(', --from ')}.`,
      });
    const known = new Set(catalogue().map(({ id }) => id));
    const all: Imported[] = [];
    for await (const source of context.inputs.open(paths, { fileSize: configurationSize }))
      all.push(await importSource(source, from, known));
    const { overrides, customRules, notTaken } = joined(nothing, ...all);
    return {
      configuration: {
        ...(Object.keys(overrides).length === 0 ? {} : { ruleOverrides: overrides as JsonObject }),
        ...(customRules.length === 0 ? {} : { customRules }),
      },
      notTaken,
    };
  },
});

const nothing: Imported = { overrides: {}, customRules: [], notTaken: [] };

const readers = {
  'kube-linter': importKubeLinter,
  polaris: importPolaris,
  checkov: importCheckov,
  trivy: importTrivy,
} as const;

async function importSource(
  source: Source,
  from: (typeof tools)[number],
  known: ReadonlySet<string>,
): Promise<Imported> {
  const file = source.name;
  if ('problem' in source)
    throw new WritError('INPUT_UNREADABLE', source.problem.message, { where: { file } });
  if (from === 'trivy' && file.endsWith('.trivyignore')) return importTrivyIgnore(source.text, known);
  const all: Imported[] = [];
  for await (const one of read(source.text, defaultLimits)) {
    if ('problem' in one) {
      const { line, column, message } = one.problem;
      throw new WritError('YAML_SYNTAX', message, { where: { file, line, column } });
    }
    const { value, start } = one.document;
    if (value !== null && !isJsonObject(value))
      throw new WritError('CONFIG_INVALID', `it is no configuration of ${from}`, {
        where: { file, ...start },
      });
    if (isJsonObject(value)) all.push(readers[from](value, known));
  }
  return joined(nothing, ...all);
}
