import type { Policy } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import type { Family } from './family.ts';
import { allowsExisting, ownConditions } from './own-conditions.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { code } from './reading/noun.ts';
import { listed, sentence } from './reading/words.ts';
import { sayExcluded, sayNarrowing } from './scope/say-scope.ts';
import type { KindNames } from './scope/kind-words.ts';

/** What a policy does not look at although a reader might think so. */
export function sayUnseen(family: Family, read: PolicyReading, kindNames: KindNames): readonly Sentence[] {
  const { policy } = family;
  return [
    ...sayExcluded(policy.scope, kindNames).map((text) => told(text, 'scope')),
    ...(allowsExisting(policy, read)
      ? [told('an update of what broke it before: existing violations are let be', 'conditions')]
      : []),
    ...(ownConditions(policy, read).length === 0
      ? []
      : [told('whatever does not meet its conditions', 'conditions')]),
    ...released(policy),
    ...unbound(family, kindNames),
    ...containers(policy),
    ...controllers(family),
  ];
}

/** What another object releases. */
function released({ unless = {} }: Policy): readonly Sentence[] {
  return Object.entries(unless).map(([name, { kinds, when }]) => {
    const which = `a ${listed(kinds.map(code), 'or')} that belongs to it`;
    return told(
      `whatever ${which} releases, which it does where ${code(when)} is true of it`,
      `unless.${name}`,
    );
  });
}

/** What no binding covers, where each covers but a part. */
function unbound({ bindings }: Family, kindNames: KindNames): readonly Sentence[] {
  const isPartial =
    bindings.length > 0 && bindings.every(({ scope }) => sayNarrowing(scope, kindNames) !== null);
  return isPartial ? [told('whatever no binding covers', 'bindings')] : [];
}

function told(text: string, from: string): Sentence {
  return { text: sentence(text), items: [], from };
}

/** A policy of containers that forgets those that are not called so. */
function containers(policy: Policy): readonly Sentence[] {
  const texts = textsOf(policy);
  if (!/\.(?:spec|podSpec)\.\??containers\b/.test(texts)) return [];
  const forgotten = ['initContainers', 'ephemeralContainers'].filter((name) => !texts.includes(name));
  if (forgotten.length === 0) return [];
  const names = forgotten.map((name) =>
    name === 'initContainers' ? 'init containers' : 'ephemeral containers',
  );
  const verb = policy.mutations.length > 0 ? 'changed' : 'looked at';
  return [told(`${listed(names)}: they are not ${verb}`, 'validations')];
}

/** A policy of Pods alone judges what Deployments and their like make, and not what asks for it. */
function controllers({ policy, variants, others }: Family): readonly Sentence[] {
  const isForPods = leavesOf(policy.scope).some((name) => name === 'pods' || name === 'Pod');
  const isForOthers = leavesOf(policy.scope).some((name) => /^(?:deployments|Deployment|\*)/.test(name));
  if (!isForPods || isForOthers || variants.length + others.length > 0 || policy.about.variantOf !== null)
    return [];
  return [
    told(
      'Deployments and whatever else makes Pods: the Pods that they make are looked at, not they themselves',
      'scope',
    ),
  ];
}

function leavesOf(scope: Policy['scope']): readonly string[] {
  if ('all' in scope) return scope.all.flatMap(leavesOf);
  if ('any' in scope) return scope.any.flatMap(leavesOf);
  if ('resources' in scope) return scope.resources.resources;
  return 'kinds' in scope ? scope.kinds.map((kind) => kind.split('/').at(-1) ?? '') : [];
}

function textsOf({ conditions, variables, validations, mutations }: Policy): string {
  return [...conditions, ...variables, ...validations, ...mutations]
    .map(({ expression }) => expression)
    .join('\n');
}
