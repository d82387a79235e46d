import type { Policy } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import { ownConditions } from './own-conditions.ts';
import { isOfDeletion, type Family } from './family.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { code } from './reading/noun.ts';
import { sentence, shortened } from './reading/words.ts';
import { sayScope } from './scope/say-scope.ts';
import type { KindNames } from './scope/kind-words.ts';
import { sayCondition, sentenceOf } from './say-validation.ts';

/** Which requests a policy looks at: its scope, what autogen adds to it, and its conditions. */
export function sayApplies(family: Family, read: PolicyReading, kindNames: KindNames): readonly Sentence[] {
  const { policy, variants } = family;
  const phrases = policy.judges === 'json' ? ['any JSON document'] : sayScope(policy.scope, kindNames);
  return [
    ...phrases.map((text) => ({ text: sentence(text), items: [], from: 'scope' })),
    ...sayVariants(variants, kindNames),
    ...ownConditions(policy, read).map(({ expression, index }) =>
      sentenceOf(sayCondition(expression, 'only where', read), `conditions[${index}]`),
    ),
    ...sayTargets(policy, read, kindNames),
  ];
}

/** Which existing objects are changed when such a request happens. */
function sayTargets({ targets }: Policy, read: PolicyReading, kindNames: KindNames): readonly Sentence[] {
  if (targets === undefined) return [];
  const { scope, conditions, expression } = targets;
  const tree = expression === null ? null : read.tree(expression);
  const found =
    expression === null
      ? sayScope(scope, kindNames).map(thingsOf).join('; ')
      : tree === null
        ? code(shortened(expression, mostQuoted))
        : read.reading.nounOf(tree, read.reading).text;
  const text = `what is changed then are existing objects: ${found}`;
  const only = conditions.map((condition, index) =>
    sentenceOf(sayCondition(condition.expression, 'only where', read), `targets.conditions[${index}]`),
  );
  return [{ text: sentence(text), items: only, from: 'targets' }];
}

const mostQuoted = 1500;

/** One sentence for all that autogen made. */
function sayVariants(variants: readonly Policy[], kindNames: KindNames): readonly Sentence[] {
  const made = variants.filter(({ id }) => !isOfDeletion(id));
  const isAlsoDeleted = made.length < variants.length;
  const deleted = 'when they are deleted, too: what is looked at then is the object as it was';
  const also = isAlsoDeleted ? [{ text: sentence(deleted), items: [], from: 'scope' }] : [];
  if (made.length === 0) return also;
  const phrases = made.flatMap((variant) =>
    sayScope(variant.scope, kindNames).map((text) => `${thingsOf(text)}${templateOf(variant)}`),
  );
  const text = `by autogen also ${phrases.join('; and ')}`;
  return [{ text: sentence(text), items: [], from: 'autogen' }, ...also];
}

/** Autogen keeps the operations of the policy, which are said with it. */
function thingsOf(text: string): string {
  return text.replace(/, when (?!.*, except ).*$/, '');
}

/** Where a variant looks for what the policy looks for in a Pod. */
function templateOf(variant: Policy): string {
  const texts = [...variant.conditions, ...variant.variables, ...variant.validations, ...variant.mutations];
  const isCron = texts.some(({ expression }) => expression.includes('spec.jobTemplate.spec.template'));
  if (variant.judges === 'pod-templates') return ', in each pod template found in them';
  if (isCron) return ', under `spec.jobTemplate.spec.template`';
  return texts.some(({ expression }) => expression.includes('spec.template'))
    ? ', under `spec.template`'
    : '';
}
