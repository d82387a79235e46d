import { hash } from 'node:crypto';
import type { Named, Policy, Scope, Validation } from '../../core/policy.ts';
import { checkId, checkVariable, type BundleMember } from '../../dialects/bundle-members.ts';
import { policyHash } from '../../dialects/policy-hash.ts';
import { renameVariables } from '../../dialects/variables-read.ts';
import type { Enforceable } from '../enforceable.ts';
import { guardOf } from './guard.ts';
import { messageVariable, tellingAll, type Told } from './message.ts';
import { sharedVariables, type SharedVariables } from './shared-variables.ts';

/** Something to be enforced, and the members of it where it is a bundle. */
export interface Bundled {
  readonly one: Enforceable;
  readonly members: readonly BundleMember[];
}

/** The most characters of checks and texts in one bundle: an expression may have 100,000. */
const mostText = 80_000;

/**
 * Makes one of policies that are alike in what they match, in their conditions and in what a violation does: an API
 * server pays for each policy that matches, and tells of one policy only the first check that fails.
 */
export function bundle(all: readonly Enforceable[], isGuarded = false): readonly Bundled[] {
  const groups = new Map<string, Enforceable[]>();
  for (const one of all) {
    const key = canBeBundled(one) ? likeness(one) : `alone ${one.policy.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].flatMap(([key, group]) =>
    parted(group).map((part, index) => {
      const made = bundleOf(part, `${key}${index}`);
      return isGuarded ? guarded(made) : made;
    }),
  );
}

function canBeBundled({ policy, exceptions }: Enforceable): boolean {
  const { mutations, auditAnnotations, targets, judges } = policy;
  const isPlain = mutations.length + auditAnnotations.length + exceptions.length === 0;
  return isPlain && targets === undefined && judges === undefined;
}

/** What must be the same for policies to become one. */
function likeness({ policy, scope, actions, params }: Enforceable): string {
  const { scope: own, conditions, params: kind, onError } = policy;
  return JSON.stringify([own, conditions, kind, onError, scope, actions, params]);
}

/** Groups that fit into one expression. */
function parted(group: readonly Enforceable[]): readonly (readonly Enforceable[])[] {
  const parts: Enforceable[][] = [];
  let size = Infinity;
  for (const one of group) {
    const own = JSON.stringify(one.policy.validations).length + JSON.stringify(one.policy.about).length;
    if (size + own > mostText) {
      parts.push([]);
      size = 0;
    }
    size += own;
    parts.at(-1)?.push(one);
  }
  return parts;
}

function bundleOf(group: readonly Enforceable[], key: string): Bundled {
  const [first, second] = group;
  if (first === undefined) throw new Error('a bundle of nothing');
  if (second === undefined) return { one: first, members: [] };
  const { policy } = first;
  const members = group.map(({ policy: member }) => member);
  const warns = first.actions.includes('Warn');
  const id = `bundle/${wordsFor(policy.scope)}-${first.actions.join('-')}~${hash('sha256', key).slice(0, 16)}`;
  const shared = sharedVariables(members);
  return {
    one: {
      ...first,
      why: null,
      policy: {
        ...policy,
        id,
        ...contentOf(members, shared, warns),
        about: {
          ...policy.about,
          title: `${members.length} rules in one policy`,
          code: null,
          rule: null,
          variantOf: null,
          remediation: null,
        },
      },
    },
    members: members.map((member, index) => memberOf(member, shared.names[index] ?? noNames)),
  };
}

/** A bundle that is looked at only where one of its checks fails. */
function guarded(bundled: Bundled): Bundled {
  const { one, members } = bundled;
  const condition = members.length === 0 ? null : guardOf(one.policy);
  if (condition === null) return bundled;
  const policy = { ...one.policy, conditions: [...one.policy.conditions, condition] };
  return { one: { ...one, policy }, members };
}

const noNames: ReadonlyMap<string, string> = new Map();

function memberOf(policy: Policy, names: ReadonlyMap<string, string>): BundleMember {
  const messages = policy.validations.flatMap(({ id, messageExpression }): [string, string][] =>
    messageExpression === null ? [] : [[id, renameVariables(messageExpression, names)]],
  );
  return {
    id: policy.id,
    hash: policyHash(policy),
    about: policy.about,
    messages: Object.fromEntries(messages),
  };
}

function contentOf(
  members: readonly Policy[],
  shared: SharedVariables,
  warns: boolean,
): Pick<Policy, 'variables' | 'validations'> {
  const checks: Named[] = [];
  const told: Told[] = [];
  const validations: Validation[] = [];
  for (const [index, policy] of members.entries()) {
    const names = shared.names[index] ?? noNames;
    for (const validation of policy.validations) {
      const id = checkId(policy.id, validation.id);
      const name = checkVariable(id);
      const own = validation.messageExpression;
      const messageExpression = own === null ? null : renameVariables(own, names);
      checks.push({ name, expression: renameVariables(validation.expression, names) });
      told.push({ policy, validation: { ...validation, messageExpression }, holds: `variables.${name}` });
      validations.push({
        ...validation,
        id,
        expression: `variables.${name}`,
        // A warning is given for each check that fails, and would be the same list each time.
        messageExpression: warns ? messageExpression : `variables.${messageVariable}`,
      });
    }
  }
  return { variables: [...shared.variables, ...checks, ...(warns ? [] : tellingAll(told))], validations };
}

/** What a scope is for, in a few words for a name. */
function wordsFor(scope: Scope): string {
  const resources = resourcesIn(scope);
  const [first = 'everything', ...others] = [...new Set(resources.map((name) => name.replace(/\/.*/, '')))];
  const word = first === '*' ? 'everything' : first;
  return others.length === 0 ? `bundle-${word}` : `bundle-${word}-and-${others.length}-more`;
}

function resourcesIn(scope: Scope): readonly string[] {
  if ('resources' in scope) return scope.resources.resources;
  if ('kinds' in scope) return scope.kinds;
  if ('all' in scope) return scope.all.flatMap(resourcesIn);
  return 'any' in scope ? scope.any.flatMap(resourcesIn) : [];
}
