import type { Rule } from '../core/rule.ts';

type Optional = 'ask' | 'variables' | 'related' | 'covers' | 'limits' | 'level';

/** A rule with the parts that most rules leave empty filled in; what is a getter stays one. */
export function defineRule(rule: Omit<Rule, Optional> & Partial<Pick<Rule, Optional>>): Rule {
  const filled = { level: null, ask: {}, variables: [], related: {}, covers: [], limits: [] };
  return Object.defineProperties(filled, Object.getOwnPropertyDescriptors(rule)) as typeof filled & Rule;
}
