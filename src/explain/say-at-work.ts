import type { Binding, Policy, PolicyException } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import type { Family } from './family.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { listed } from './reading/words.ts';
import { quote, type KindNames } from './scope/kind-words.ts';
import { sayNarrowing, sayScope, selectorWords } from './scope/say-scope.ts';
import { plain } from './saying/block.ts';
import { sayCondition, sentenceOf } from './say-validation.ts';

/** Where a policy is at work, what a violation does there, with which parameters, and who is excepted. */
export function sayAtWork(family: Family, read: PolicyReading, kindNames: KindNames): readonly Sentence[] {
  const [only] = family.bindings;
  const isPlain =
    family.bindings.length === 1 &&
    only?.params === null &&
    !hasBindings(family.policy) &&
    sayNarrowing(only.scope, kindNames) === null;
  const bindings = isPlain ? [] : family.bindings;
  return [
    ...bindings.map((binding, index) =>
      sentenceOf(plain(bindingWords(family, binding, kindNames)), `bindings[${index}]`),
    ),
    ...family.exceptions.flatMap((exception, index) => sayException(exception, index, read, kindNames)),
  ];
}

/** Whether bindings of the policy are objects of their own, with names. */
function hasBindings({ dialect }: Policy): boolean {
  return dialect.name === 'vap' || dialect.name === 'map';
}

const effects = {
  Deny: 'refuses what breaks it',
  Warn: 'warns of what breaks it',
  Audit: 'reports what breaks it',
} as const;

function bindingWords({ policy, bindings }: Family, binding: Binding, kindNames: KindNames): string {
  const narrowing = sayNarrowing(binding.scope, kindNames);
  const where = narrowing === null ? (bindings.length > 1 ? 'everywhere' : '') : narrowing;
  const does =
    policy.validations.length === 0
      ? 'it changes objects'
      : `it ${listed(binding.actions.map((action) => effects[action]))}`;
  const name = hasBindings(policy) ? `by the binding ${quote(binding.name)}, ` : '';
  const isOnlyAudit = binding.actions.every((action) => action === 'Audit') && policy.validations.length > 0;
  const blocks = isOnlyAudit ? ' and blocks nothing' : '';
  return `${name}${where === '' ? '' : `${where}, `}${does}${blocks}${paramWords(binding, policy.params?.kind ?? 'object')}`;
}

function paramWords({ params }: Binding, kind: string): string {
  if (params === null) return '';
  const place =
    params.namespace === null ? 'in the namespace of the request' : `in namespace ${quote(params.namespace)}`;
  const which =
    params.name === null
      ? `every ${kind} ${place} with ${params.selector === null ? 'any labels' : selectorWords(params.selector)}`
      : `the ${kind} ${quote(params.name)} ${place}`;
  const missing = params.whenMissing === 'Deny' ? 'refused' : 'let through';
  return `, with ${which} as parameter; where there is none, the request is ${missing}`;
}

function sayException(
  exception: PolicyException,
  index: number,
  read: PolicyReading,
  kindNames: KindNames,
): readonly Sentence[] {
  const from = `exceptions[${index}]`;
  const { reason, until, allowed, scope, conditions, result } = exception;
  const isEverything = sayNarrowing(scope, kindNames) === null;
  const things = isEverything ? 'any request' : listed(sayScope(scope, kindNames), 'or');
  const name = `the exception ${quote(reason ?? 'without a name')}`;
  const what =
    allowed === null
      ? `${name} lets ${things} through${result === 'pass' ? ', counted as passed' : ''}`
      : `${name} allows ${allowedWords(allowed)} to the expressions of the policy, and exempts nothing by itself`;
  const ends = until === null ? '' : `, until ${until}`;
  const told = sentenceOf(plain(`${what}${ends}`), from);
  const only = conditions.map(({ expression }) =>
    sentenceOf(sayCondition(expression, 'only where', read), from),
  );
  return [{ ...told, items: only }];
}

function allowedWords({ images, values }: NonNullable<PolicyException['allowed']>): string {
  const parts = [
    ...(images.length > 0 ? [`the images ${listed(images.map(quote))}`] : []),
    ...(values.length > 0 ? [`the values ${listed(values.map(quote))}`] : []),
  ];
  return listed(parts);
}
