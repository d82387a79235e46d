import type { Unjudged } from '../../core/finding.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Rule } from '../../core/rule.ts';
import { isRuleFile, parseRule } from '../../rules/rule-file.ts';
import { defaultLimits, type Document } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import type { Inputs, Source } from '../inputs.ts';

/** The rules that were found, and what should have been one. */
export interface RulesRead {
  readonly rules: readonly { readonly rule: Rule; readonly file: string; readonly document: Document }[];
  readonly problems: readonly Unjudged[];
}

const size = 4_194_304;

/** Reads rule files: those that are named, and `*.rule.yaml` in folders. */
export async function readRules(inputs: Inputs, paths: readonly string[]): Promise<RulesRead> {
  const rules: RulesRead['rules'][number][] = [];
  const problems: Unjudged[] = [];
  for await (const source of inputs.open(paths, { fileSize: size })) {
    if (!source.named && !/\.rule\.ya?ml$/.test(source.name)) continue;
    const found = await readSource(source);
    rules.push(...found.rules);
    problems.push(...found.problems);
  }
  return { rules, problems };
}

async function readSource(source: Source): Promise<RulesRead> {
  const file = source.name;
  if ('problem' in source) return broken({ file, line: 0, column: 0, ...source.problem });
  const found = await Array.fromAsync(read(source.text, defaultLimits), (one): RulesRead =>
    'problem' in one ? broken({ file, ...one.problem }) : readRule(one.document, file),
  );
  return { rules: found.flatMap((one) => one.rules), problems: found.flatMap((one) => one.problems) };
}

/** The rule that a document is, or all that keeps it from being one. */
export function readRule(document: Document, file: string): RulesRead {
  const { value } = document;
  if (!isJsonObject(value) || !isRuleFile(value)) {
    const message = 'it is no rule: it needs `apiVersion: writ/v1` and `kind: Rule`';
    return broken({ file, ...document.start, code: 'RULE_INVALID', message });
  }
  const parsed = parseRule(value);
  if ('rule' in parsed) return { rules: [{ rule: parsed.rule, file, document }], problems: [] };
  const problems = parsed.problems.map(({ pointer, message }) => ({
    file,
    ...document.locate(pointer),
    code: 'RULE_INVALID',
    message,
  }));
  return { rules: [], problems };
}

function broken(problem: Unjudged): RulesRead {
  return { rules: [], problems: [problem] };
}
