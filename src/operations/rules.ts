import type { Rule } from '../core/rule.ts';
import { profileNames } from '../rules/profiles.ts';
import { everyRule, findRule, selectRules } from './catalogue.ts';
import { narrowing } from './narrowing.ts';
import { defineOperation } from './operation.ts';

/** The catalogue, or one rule in full. */
export interface RulesResult {
  readonly rules: readonly Rule[];
  /** Whether one rule was asked for by name. */
  readonly inFull: boolean;
}

export const rules = defineOperation({
  name: 'rules',
  summary: 'List the rules, or explain one in full.',
  effect: 'read',
  paths: { name: 'id', description: 'a rule by its id or code', required: false },
  parameters: {
    profile: {
      type: 'choice',
      value: 'NAME',
      choices: profileNames,
      default: 'all',
      description: 'only the rules of a profile',
    },
    ...narrowing,
  },
  examples: [
    ['writ rules --profile restricted', 'lists what the restricted Pod Security profile demands'],
    ['writ rules privileged-container', 'explains one rule: why, what it checks, what to do'],
  ],
  verdict: () => 'clean',

  run({ paths, profile, category, severity }): Promise<RulesResult> {
    if (paths.length > 0) return Promise.resolve({ rules: paths.map(findRule), inFull: true });
    const scans = profile === 'all' ? everyRule().filter(({ judgedBy }) => judgedBy === 'scan') : [];
    const names = scans.map(({ id }) => id);
    const listed = selectRules({ rules: names, profile, category, severity });
    return Promise.resolve({ rules: listed.toSorted(byCode), inFull: false });
  },
});

function byCode(a: Rule, b: Rule): number {
  return (a.code ?? '') < (b.code ?? '') ? -1 : 1;
}
