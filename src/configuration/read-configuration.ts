import type { Unjudged } from '../core/finding.ts';
import type { JsonValue } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import type { Rule } from '../core/rule.ts';
import type { PlacedException } from '../exceptions/lifting.ts';
import { parseShape } from '../rules/shape-problems.ts';
import type { Schema } from '../schema/schema.ts';
import type { Document } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';
import { compileCustomRules } from './compile-custom-rules.ts';
import { configurationShape, type Configuration } from './configuration-shape.ts';
import { checkConfiguration } from './check-configuration.ts';
import { endedExemptions, exemptionsOf } from './exemptions.ts';
import { rulesNamed } from './find-rule.ts';
import { soundParts } from './sound-parts.ts';
import { lintConfiguration } from './lint-configuration.ts';
import { notYet } from './not-yet.ts';
import type { Remark } from './remark.ts';

/** What a configuration is understood with. */
export interface Known {
  /** The catalogue. */
  readonly rules: readonly Rule[];
  readonly schema: Schema;
  /** Nanoseconds since the epoch: what has ended by now is told. */
  readonly now: bigint;
  readonly evidence: Evidence;
}

/** Which rules are evidence for the frameworks that a compliance list may name. */
export interface Evidence {
  /** As people write them. */
  readonly names: readonly string[];
  /** Ids of rules; null where there is no such framework. */
  of(framework: string): readonly string[] | null;
}

/** A configuration that may be used, and what a person should look at again. */
export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** Its custom rules, like any others. */
  readonly customRules: readonly Rule[];
  readonly exemptions: readonly PlacedException[];
  readonly warnings: readonly Unjudged[];
  /** What it says that this version does not act on. */
  readonly notYet: readonly Unjudged[];
  /** Exemptions that have ended. */
  readonly ended: readonly Unjudged[];
}

/** Levels of nesting and nodes by aliases: a configuration needs few of either. */
const limits = { documents: 2, depth: 64, expansion: 10_000 };

/** A configuration from its JSON or YAML text, or every reason why it is none, each with its place. */
export async function readConfiguration(
  file: string,
  text: string,
  known: Known,
): Promise<ReadConfiguration | { readonly problems: readonly Unjudged[] }> {
  const documents: Document[] = [];
  for await (const one of read(text, limits)) {
    if ('problem' in one) return { problems: [{ file, ...one.problem }] };
    documents.push(one.document);
  }
  const [document, second] = documents.filter(({ value }) => value !== null);
  if (document === undefined)
    return { problems: [{ file, line: 1, column: 1, code, message: 'the configuration is empty' }] };
  const place = ({ pointer, message }: Remark, of = document): Unjudged => ({
    file,
    ...of.locate(pointer),
    code,
    message,
  });
  if (second !== undefined)
    return { problems: [place({ pointer: '', message: 'the file holds a second configuration' }, second)] };
  const parsed = parseConfiguration(document.value, known);
  if ('problems' in parsed)
    return { problems: parsed.problems.map((problem) => place(problem)).toSorted(byPlace) };
  const { configuration, customRules } = parsed;
  const replaced = new Set(customRules.flatMap(({ id }) => rulesNamed(id, known.rules)));
  const rules = [...customRules, ...known.rules.filter((rule) => !replaced.has(rule))];
  return {
    configuration,
    customRules,
    exemptions: exemptionsOf(configuration, rules).map(({ exception, pointer }) => ({
      exception,
      where: { file, ...document.locate(pointer) },
    })),
    warnings: parsed.warnings.map((warning) => place(warning)),
    notYet: notYet(configuration).map((one) => place(one)),
    ended: endedExemptions(configuration, known.now).map((one) => place(one)),
  };
}

const code = 'CONFIG_INVALID';

function byPlace(a: Unjudged, b: Unjudged): number {
  return a.line - b.line || a.column - b.column;
}

/** How often what is broken is taken away: each time more of it may turn out to be. */
const mostTimes = 8;

/** What else is wrong with a configuration that has not its shape: with the parts of it that have theirs. */
function furtherProblems(whole: JsonValue, found: readonly Remark[], known: Known): readonly Remark[] {
  if (!isJsonObject(whole)) return [];
  const problems = [...found];
  for (let time = 0; time < mostTimes; time++) {
    const { value, original, leftOut } = soundParts(whole, problems);
    const parsed = parseShape(configurationShape, value, 'the configuration');
    const isAbout = ({ message }: Remark, id: string): boolean => message.includes(`\`${id}\``);
    const more = ('problems' in parsed ? parsed.problems : meaningProblems(parsed.data, known).problems)
      .map((problem) => ({ ...problem, pointer: original(problem.pointer) }))
      .filter((problem) => !Iterator.from(leftOut).some((id) => isAbout(problem, id)));
    problems.push(...more);
    if ('data' in parsed || more.length === 0) break;
  }
  return problems.slice(found.length);
}

/** What the parts of a configuration mean together. */
function meaningProblems(configuration: Configuration, known: Known) {
  const compiled = compileCustomRules(configuration.customRules, known);
  return { compiled, problems: [...checkConfiguration(configuration, known), ...compiled.problems] };
}

/** A configuration from its value, or every reason why it is none. */
export function parseConfiguration(
  value: JsonValue,
  known: Known,
):
  | (Pick<ReadConfiguration, 'configuration' | 'customRules'> & { readonly warnings: readonly Remark[] })
  | { readonly problems: readonly Remark[] } {
  const whole = isJsonObject(value) ? 'the configuration' : 'a configuration';
  const parsed = parseShape(configurationShape, value, whole);
  if ('problems' in parsed)
    return { problems: [...parsed.problems, ...furtherProblems(value, parsed.problems, known)] };
  const configuration = parsed.data;
  const { compiled, problems } = meaningProblems(configuration, known);
  if (problems.length > 0) return { problems };
  const warnings = lintConfiguration(configuration, known, compiled.rules);
  return { configuration, customRules: compiled.rules, warnings: [...compiled.warnings, ...warnings] };
}
