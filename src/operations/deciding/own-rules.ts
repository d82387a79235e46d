import { WritError } from '../../core/errors.ts';
import { atLeast } from '../../core/severity.ts';
import type { Selection } from './catalogue.ts';
import { undecided, type Decided } from './decided.ts';
import { isByScan } from '../judging/image-judge.ts';
import type { Inputs } from '../inputs.ts';
import type { RulesRead } from './read-rules.ts';

/**
 * What is judged by with the rules of files: only by these, unless rules or a profile were named, too. One that is named
 * as another rule takes its place.
 * @throws {WritError} `RULE_INVALID` where a file holds none, or two have one id
 */
export async function withOwnRules(
  decided: Decided,
  { policies, rules, profile, category, severity }: Selection & { readonly policies: readonly string[] },
  inputs: Inputs,
): Promise<Decided> {
  if (policies.length === 0) return decided;
  // Its schema takes some milliseconds to load.
  const { readRules } = await import('./read-rules.ts');
  const found = await readRules(inputs, policies);
  const [first, ...further] = found.problems;
  if (first !== undefined)
    throw new WritError('RULE_INVALID', first.message, {
      where: first,
      ...(further.length > 0 && { hint: `${further.length} more; \`writ prove\` tells all.` }),
    });
  if (found.rules.length === 0)
    throw new WritError('RULE_INVALID', `there is no rule file in ${policies.join(', ')}`, {
      hint: 'In folders they are named `*.rule.yaml`; name any other yourself.',
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
