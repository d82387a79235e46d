import type { Schema } from '../../schema/schema.ts';
import { selectRules, type Selection } from './catalogue.ts';
import { undecided, type Decided } from './decided.ts';
import type { OpenedConfiguration } from './open-configuration.ts';
import type { Context } from '../operation.ts';

/** What a run judges by, and where that was read from; null: nowhere. */
interface DecidedBy {
  readonly decided: Decided;
  readonly notes: readonly string[];
  readonly file: string | null;
}

const names = ['writ.config.yaml', 'writ.config.yml', 'writ.config.json'];

/** The configuration that is at work, or null, and what is to be said of it. */
export interface AtWork {
  readonly opened: OpenedConfiguration | null;
  readonly notes: readonly string[];
}

/**
 * The configuration that is named, or found upwards from the working folder. The reader of configurations is loaded only
 * where there is one.
 * @throws {WritError} `CONFIG_INVALID`
 */
export async function configurationFor(
  config: string | null,
  { inputs }: Pick<Context, 'inputs'>,
  world: { readonly schema: Schema; readonly now: bigint },
): Promise<AtWork> {
  const path = config ?? inputs.upwards(names);
  if (path === null) return { opened: null, notes: [] };
  const { openConfiguration } = await import('./open-configuration.ts');
  const opened = await openConfiguration(path, inputs, world);
  const warnings = opened.warnings.map(
    ({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
  );
  const found = config === null ? [`judged by the configuration ${opened.file}`] : [];
  return { opened, notes: [...found, ...warnings, ...withoutEffect(opened)] };
}

/** One note on all that has no effect yet: `config validate` tells each. */
function withoutEffect({ file, notYet }: OpenedConfiguration): readonly string[] {
  const [first, ...others] = notYet;
  if (first === undefined) return [];
  if (others.length === 0) return [`${file}:${first.line}:${first.column}: ${first.message}`];
  return [
    `${file}: ${notYet.length} settings have no effect yet; \`writ config validate ${file}\` tells which`,
  ];
}

/**
 * What a run judges by: what the configuration at work decides, and without one the rules as they are.
 * @throws {WritError} `CONFIG_INVALID`, `RULE_UNKNOWN`
 */
export async function decidedBy(
  input: Selection & { readonly config: string | null },
  context: Pick<Context, 'inputs'>,
  world: { readonly schema: Schema; readonly now: bigint },
): Promise<DecidedBy> {
  return decidedFor(input, await configurationFor(input.config, context, world));
}

/**
 * What a configuration decides for a selection, and without one the rules as they are.
 * @throws {WritError} `RULE_UNKNOWN`
 */
export async function decidedFor(selection: Selection, { opened, notes }: AtWork): Promise<DecidedBy> {
  if (opened === null)
    return { decided: undecided(selectRules(selection), selection.rules), notes, file: null };
  const { decide } = await import('./open-configuration.ts');
  return { decided: decide(opened, selection), notes, file: opened.file };
}
