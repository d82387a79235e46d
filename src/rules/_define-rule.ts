import type { Rule } from '../core/rule.ts';

type Optional = 'ask' | 'variables' | 'related' | 'covers' | 'limits' | 'level';

/** A rule with the parts that most rules leave empty filled in. */
export function defineRule(rule: Omit<Rule, Optional> & Partial<Pick<Rule, Optional>>): Rule {
  return { level: null, ask: {}, variables: [], related: {}, covers: [], limits: [], ...rule };
}
