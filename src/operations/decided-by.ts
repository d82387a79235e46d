import { answersNamed } from '../configuration/find-rule.ts';
import type { Schema } from '../schema/schema.ts';
import { selectRules, type Selection } from './catalogue.ts';
import type { Decided } from './decided.ts';
import type { Context } from './operation.ts';

/** What a run judges by, and where that was read from; null: nowhere. */
interface DecidedBy {
  readonly decided: Decided;
  readonly notes: readonly string[];
  readonly file: string | null;
}

const names = ['writ.config.yaml', 'writ.config.yml', 'writ.config.json'];

/**
 * What a run judges by: the configuration that is named, or found upwards from the working folder, and without one the
 * rules as they are. The reader of configurations is loaded only where there is one.
 * @throws {WritError} `CONFIG_INVALID`, `RULE_UNKNOWN`
 */
export async function decidedBy(
  input: Selection & { readonly config: string | null },
  { inputs }: Pick<Context, 'inputs'>,
  world: { readonly schema: Schema; readonly now: bigint },
): Promise<DecidedBy> {
  const path = input.config ?? inputs.upwards(names);
  if (path === null) return { decided: undecided(input), notes: [], file: null };
  const { decide, openConfiguration } = await import('./open-configuration.ts');
  const opened = await openConfiguration(path, inputs, world);
  const warnings = opened.warnings.map(
    ({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
  );
  const found = input.config === null ? [`judged by the configuration ${opened.file}`] : [];
  return { decided: decide(opened, input), notes: [...found, ...warnings], file: opened.file };
}

/** Rules as they are, for every object. */
export function undecided(selection: Selection): Decided {
  const rules = selectRules(selection).map((rule) => ({
    rule,
    blocks: true,
    scope: null,
    off: null,
    handling: null,
    answers: answersNamed(rule, selection.rules),
  }));
  return { rules, exclusion: null, exceptions: [] };
}
