import { WritError } from '../../core/errors.ts';
import { atLeast } from '../../core/severity.ts';
import type { Selection } from './catalogue.ts';
import { undecided, type Decided } from './decided.ts';
import { isByScan } from '../judging/image-judge.ts';
import type { RulesRead } from './read-rules.ts';

/**
 * What is judged by with the rules of files: only by these, unless rules or a profile were named, too. One that is named
 * as another rule takes its place. Null: no files were named.
 * @throws {WritError} `RULE_INVALID` where a file is none, or two have one id
 */
export function withOwnRules(
  decided: Decided,
  { rules, profile, category, severity }: Selection,
  found: RulesRead | null,
): Decided {
  if (found === null) return decided;
  const [first, ...further] = found.problems;
  if (first !== undefined)
    throw new WritError('RULE_INVALID', first.message, {
      where: first,
      ...(further.length > 0 && { hint: `${further.length} more; \`writ prove\` tells all.` }),
    });
  const names = filesById(found);
  const own = found.rules
    .map(({ rule }) => rule)
    .filter(
      (rule) =>
        (category.length === 0 || category.includes(rule.category)) &&
        (severity === null || atLeast(rule.severity, severity)),
    );
  const isOnly = rules.length === 0 && profile === null;
  // Rules on images are at work for the scans that are named, beside whatever rules.
  const others = isOnly ? decided.rules.filter(isByScan) : decided.rules;
  const kept = others.filter(({ rule }) => !names.has(rule.id));
  return { ...decided, rules: [...kept, ...undecided(own).rules] };
}

/** The file of each rule. */
function filesById({ rules }: RulesRead): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { rule, file } of rules) {
    const before = files.get(rule.id);
    if (before !== undefined)
      throw new WritError('RULE_INVALID', `\`${rule.id}\` is the id of two rules, in ${before} and ${file}`);
    files.set(rule.id, file);
  }
  return files;
}
