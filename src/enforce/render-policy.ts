import { isQualifiedName } from '../cel/admission/name.ts';
import { admit } from '../cel/index.ts';
import type { Binding, Named, Operation, Policy, PolicySet, Scope } from '../core/policy.ts';
import { WritError } from '../core/errors.ts';
import type { Resource } from '../core/resource.ts';
import { nameFor } from '../dialects/cluster-name.ts';
import { renderMatch } from '../dialects/kyverno-clusterpolicy/render-match.ts';
import { minorOf } from '../dialects/version.ts';
import type { Schema } from '../schema/schema.ts';
import { everywhere, type Enforceable } from './enforceable.ts';
import { kindsScope } from './scope/kinds-scope.ts';
import { knownKinds } from './scope/known-kinds.ts';
import type { KnownKinds } from './scope/known-kinds-port.ts';
import {
  lowerScope,
  scopeOf,
  selectsNamespaces,
  splitScope,
  statesOperations,
  withinNamespaces,
} from './scope/lower-scope.ts';
import { plainOrValue } from './plain-or-value.ts';
import type { Target } from './targets.ts';
import { unsupported } from './unsupported.ts';

/**
 * The objects that put one policy to work in a target, its binding included.
 * @throws {WritError} `TARGET_UNSUPPORTED`, with what the target cannot say and why
 */
export function renderPolicy(wanted: Enforceable, target: Target, schema: Schema): readonly Resource[] {
  const set = policySet(wanted, target, schema);
  for (const policy of set.policies) {
    refuseLenient(policy, target);
    refuseInadmissible(policy, target);
  }
  return target.dialect.render(set, target.version);
}

/** The policy in the shape of the target's constraints, and its binding. */
function policySet(wanted: Enforceable, { hasBindings, matches }: Target, schema: Schema): PolicySet {
  const known = knownKinds(schema, operationsOf(wanted.policy));
  const { policy, actions, params, exceptions } = wanted;
  const bound = hasBindings ? bindingScope(wanted, known) : null;
  const scope = bound === null ? { all: [policy.scope, wanted.scope] } : policy.scope;
  const lowered = lowerScope(scope, policy.id, known);
  // What is written for `match` already is said as it is: it may name kinds that nobody here knows.
  const isAsWritten = matches === 'kinds' && isEverywhere(wanted.scope) && isMatch(policy);
  const lowerPolicy: Policy = {
    ...policy,
    scope: isAsWritten
      ? policy.scope
      : matches === 'kinds'
        ? kindsScope(lowered, policy.id, schema)
        : scopeOf(lowered),
    conditions: [...policy.conditions, ...(isAsWritten ? [] : lowered.conditions)].map(wellNamed),
  };
  const binding: Binding = {
    name: nameFor(policy.id),
    policy: policy.id,
    scope: bound ?? everywhere,
    actions,
    params,
  };
  return { policies: [lowerPolicy], bindings: [binding], exceptions, refused: [] };
}

/** Whether a policy's scope has the shape of `match` and `exclude`. */
function isMatch({ id, dialect, scope }: Policy): boolean {
  if (dialect.name !== 'kyverno-clusterpolicy') return false;
  try {
    renderMatch(scope, { id, as: 'ClusterPolicy' });
    return true;
  } catch (error) {
    if (error instanceof WritError && error.code === 'TARGET_UNSUPPORTED') return false;
    throw error;
  }
}

function isEverywhere(scope: Scope): boolean {
  return 'all' in scope && scope.all.every(isEverywhere);
}

/** A name is only shown; Kyverno takes any, and an API server does not. */
function wellNamed(condition: Named, index: number): Named {
  return isQualifiedName(condition.name) ? condition : { ...condition, name: `condition-${index + 1}` };
}

/**
 * What a policy that names kinds alone is asked about: creation and change. On deletion there is no object to judge, unless
 * it reads the old one, or what is done.
 */
function operationsOf({
  scope,
  conditions,
  variables,
  validations,
  mutations,
}: Policy): readonly Operation[] {
  const all = [...conditions, ...variables, ...validations, ...mutations].map(({ expression }) => expression);
  const isAsked =
    statesOperations(scope) ||
    all.some((expression) => /\b(?:oldObject|request\.operation)\b/.test(expression));
  return isAsked ? ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] : ['CREATE', 'UPDATE'];
}

/** Where the binding puts the policy to work; null where only the policy itself can say it. */
function bindingScope({ policy, scope }: Enforceable, known: KnownKinds): Scope | null {
  const lowered = splitScope(scope, policy.id, known);
  if (lowered.conditions.length > 0 || lowered.included !== null) return null;
  if (!selectsNamespaces(scope)) return scopeOf(lowered);
  const own = splitScope(policy.scope, policy.id, known).included?.rules ?? [anything];
  const takesMore = own.some((rule) => rule.reach === '*' && !known.isWithinNamespaces(rule));
  const rules = takesMore ? withinNamespaces(anything, known) : [];
  return scopeOf({ ...lowered, included: rules.length === 0 ? null : { rules, equivalent: true } });
}

const anything = {
  groups: ['*'],
  versions: ['*'],
  resources: ['*/*'],
  names: [],
  operations: ['*'],
  reach: '*',
} as const;

/** What Kyverno 1.19 and newer evaluate as they do, and the target would fail at. */
function refuseLenient(policy: Policy, { name, version, runtime }: Target): void {
  const isLenient = name.startsWith('kyverno') && minorOf(version) >= 19;
  if (isLenient || !policy.dialect.name.startsWith('kyverno')) return;
  const found = plainOrValue(policy);
  if (found === null) return;
  throw unsupported(
    policy.id,
    `calls \`orValue\` of what may be no optional, which ${runtime} cannot evaluate: ${found.slice(0, 160)}`,
    'Write `.?field` for the last field before `orValue`.',
  );
}

/** Nothing is written that the target would not take: libraries differ from version to version. */
function refuseInadmissible(policy: Policy, { environment, runtime }: Target): void {
  const { conditions, params, variables, validations, mutations, auditAnnotations } = policy;
  // Mutations are admitted as variables are: whatever their type, they must compile where all variables are known.
  const changes = mutations.map(({ expression }, index) => ({ name: `mutation${index + 1}`, expression }));
  const [problem] = admit(
    {
      matchConditions: conditions,
      paramKind: params !== null,
      variables: [...variables, ...changes],
      validations: changes.length > 0 ? [{ expression: 'true' }] : validations,
      auditAnnotations: auditAnnotations.map(({ name, expression }) => ({
        key: name,
        valueExpression: expression,
      })),
    },
    environment,
  );
  if (problem === undefined) return;
  const [first = problem.message] = problem.problems?.map(({ message }) => message) ?? [];
  throw unsupported(
    policy.id,
    `is not admitted by ${runtime}: ${problem.field}: ${first}`,
    'A newer version, or another --target, may know what it uses.',
  );
}
