import type { Environment } from '../cel/environment/environment.ts';
import type { Node } from '../cel/tree.ts';
import type { Parts } from '../core/parts.ts';
import type { Mutation, Named, Policy, Release, Validation } from '../core/policy.ts';
import { compileExpression, type Expression, type Form } from './compile-expression.ts';
import { dialectRules, type DialectRules } from './dialect-rules.ts';
import { isStatic } from './match-scope.ts';
import { readsOf, type Reads } from './reads.ts';
import { namespaceReads, readsUser } from './references.ts';
import type { NamedLookup, VariablePool, VariableScope } from './variable-pool.ts';

/** A policy whose expressions are ready to be evaluated. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly rules: DialectRules;
  /** Whether the scope was decided with the kind alone. */
  readonly scopeIsStatic: boolean;
  readonly conditions: readonly { readonly condition: Named; readonly expression: Expression }[];
  readonly validations: readonly CompiledValidation[];
  readonly mutations: readonly CompiledMutation[];
  /** Empty where the dialect does not mind whether they can be evaluated. */
  readonly annotations: readonly CompiledAnnotation[];
  readonly variables: VariableScope;
  /** What may lift a violation, each with its own meaning of `variables`. */
  readonly releases: readonly CompiledRelease[];
  /** What is not at hand for every request, where an expression reads it. */
  readonly asks: Asks;
}

/** Which names an expression reads that are not at hand for every request. */
export interface Asks {
  readonly authorizer: boolean;
  readonly namespace: 'nothing' | 'name' | 'anything';
  readonly request: boolean;
  readonly user: boolean;
  readonly params: boolean;
}

/** What an expression of an admission policy can read besides the object. */
const beside: ReadonlySet<string> = new Set([
  'oldObject',
  'request',
  'params',
  'namespaceObject',
  'authorizer',
  'exceptions',
]);

/** Libraries of Kyverno that answer from elsewhere, or another time differently. */
const elsewhere: ReadonlySet<string> = new Set([
  'resource',
  'image',
  'http',
  'globalContext',
  'time',
  'random',
]);

/** One change. */
export interface CompiledMutation {
  readonly mutation: Mutation;
  readonly expression: Expression;
}

/** One audit annotation. */
export interface CompiledAnnotation {
  readonly annotation: Named;
  readonly expression: Expression;
}

/** One entry of `unless`. */
export interface CompiledRelease {
  readonly name: string;
  readonly release: Release;
  readonly expression: Expression;
  readonly variables: VariableScope;
}

export interface CompiledValidation {
  readonly validation: Validation;
  readonly expression: Expression;
  readonly message: Expression | null;
}

/**
 * Compiles every expression of a policy.
 * @throws {WritError} `CEL_INVALID` if one does not parse.
 */
export function compilePolicy(
  policy: Policy,
  pool: VariablePool,
  { environment, form }: { readonly environment: Environment; readonly form: Form },
): CompiledPolicy {
  const compile = (text: string): Expression => compileExpression(text, environment, form);
  const conditions = policy.conditions.map((condition) => ({
    condition,
    expression: compile(condition.expression),
  }));
  const validations = policy.validations.map((validation) => ({
    validation,
    expression: compile(validation.expression),
    message: validation.messageExpression === null ? null : compile(validation.messageExpression),
  }));
  const mutations = policy.mutations.map((mutation) => ({
    mutation,
    expression: compile(mutation.expression),
  }));
  const rules = dialectRules(policy.dialect);
  const annotations = (rules.annotations === 'unread' ? [] : policy.auditAnnotations).map((annotation) => ({
    annotation,
    expression: compile(annotation.expression),
  }));
  const variables = pool.scope(policy.variables, lookupsOf(policy));
  const releases = releasesOf(policy, pool, compile);
  return {
    policy,
    rules,
    scopeIsStatic: isStatic(policy.scope),
    conditions,
    validations,
    mutations,
    annotations,
    variables,
    releases,
    asks: asksOf([
      ...conditions.map(({ expression }) => expression),
      ...validations.flatMap(({ expression, message }) =>
        message === null ? [expression] : [expression, message],
      ),
      ...[...mutations, ...annotations].map(({ expression }) => expression),
      ...variables.values().map(({ expression }) => expression),
    ]),
  };
}

function mostOf(expressions: readonly Expression[]): Asks['namespace'] {
  const reads = expressions.map(({ tree }) => namespaceReads(tree));
  return reads.includes('anything') ? 'anything' : 'name';
}

function releasesOf(
  policy: Policy,
  pool: VariablePool,
  compile: (text: string) => Expression,
): readonly CompiledRelease[] {
  return Object.entries(policy.unless ?? {}).map(([name, release]) => ({
    name,
    release,
    expression: compile(release.when),
    variables: pool.scope(policy.variables, [...lookupsOf(policy), { name, how: release, partly: true }]),
  }));
}

function asksOf(expressions: readonly Expression[]): Asks {
  const reads = (name: string): boolean =>
    expressions.some(({ reads: { identifiers } }) => identifiers.has(name));
  const request = reads('request');
  return {
    authorizer: reads('authorizer'),
    namespace: reads('namespaceObject') ? mostOf(expressions) : 'nothing',
    request,
    user: request && expressions.some(({ tree }) => readsUser(tree)),
    params: reads('params'),
  };
}

/** Whether a verdict may hang on other objects. */
export function isRelated({ related, unless }: Policy): boolean {
  return related !== undefined || unless !== undefined;
}

/** Gives the tree of an expression. */
type TreeOf = (text: string) => Node;

/** Which parts of the object and of what it looks up a policy may read; told without compiling it. */
export function policyReads(
  { conditions, validations, variables, related = {}, unless = {} }: Policy,
  treeOf: TreeOf,
): Reads {
  const lookups = [...Object.values(related), ...Object.values(unless)];
  const texts = [
    ...conditions.map(({ expression }) => expression),
    ...validations.flatMap(({ expression, messageExpression }) =>
      messageExpression === null ? [expression] : [expression, messageExpression],
    ),
    ...lookups.map(({ key }) => key),
    ...Object.values(unless).map(({ when }) => when),
  ];
  return readsOf({
    roots: texts.map(treeOf),
    variables: new Map(variables.map(({ name, expression }) => [name, treeOf(expression)])),
    lookups: new Set([...Object.keys(related), ...Object.keys(unless)]),
  });
}

/** The same of what another object releases from alone: the violation itself is known. */
export function releaseReads({ variables, unless = {} }: Policy, treeOf: TreeOf): Reads {
  return readsOf({
    roots: Object.values(unless).flatMap(({ key, when }) => [treeOf(key), treeOf(when)]),
    variables: new Map(variables.map(({ name, expression }) => [name, treeOf(expression)])),
    lookups: new Set(Object.keys(unless)),
  });
}

/**
 * The parts of an object that alone decide what a policy makes of it, places included; null where it may read anything
 * else: the request, a namespace, other objects.
 */
export function decidingParts({
  rules,
  scopeIsStatic,
  conditions,
  validations,
  annotations,
  variables,
}: CompiledPolicy): Parts | null {
  const expressions = [
    ...conditions.map(({ expression }) => expression),
    ...validations.flatMap(({ expression, message }) =>
      message === null ? [expression] : [expression, message],
    ),
    ...annotations.map(({ expression }) => expression),
  ];
  const all = [...expressions, ...variables.values().map(({ expression }) => expression)];
  const others = rules.request === 'kyverno' ? beside.union(elsewhere) : beside;
  const isAlone = all.every(({ reads }) => reads.identifiers.isDisjointFrom(others));
  if (!scopeIsStatic || !isAlone) return null;
  const { object } = readsOf({
    roots: expressions.map(({ tree }) => tree),
    variables: new Map(Array.from(variables, ([name, { expression }]) => [name, expression.tree])),
    lookups: new Set(),
  });
  return object === 'all' ? null : object;
}

function lookupsOf({ related }: Policy): readonly NamedLookup[] {
  return Object.entries(related ?? {}).map(([name, how]) => ({ name, how, partly: false }));
}
