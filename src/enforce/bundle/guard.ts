import { expressionSizeLimit } from '../../cel/admission/limits.ts';
import type { Named, Policy } from '../../core/policy.ts';
import { guardName } from '../../dialects/bundle-members.ts';
import { inlineVariables } from '../../dialects/replace-nodes.ts';

/**
 * The match condition by which a bundle is at work only where a check of it fails; conditions may not read variables, so
 * that checks are written out. Null where that would be longer than an expression may be.
 */
export function guardOf({ variables, validations }: Policy): Named | null {
  const checks = validations.map(({ expression }) => inlineVariables(expression, variables));
  const expression = `!(${checks.join(' && ')})`;
  return expression.length > expressionSizeLimit ? null : { name: guardName, expression };
}
