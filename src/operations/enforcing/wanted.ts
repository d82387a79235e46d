import { bind, unanswered } from '../../ask/bind.ts';
import { WritError } from '../../core/errors.ts';
import { policyId, readPolicyId } from '../../core/policy-id.ts';
import type { Binding, Policy, PolicySet, Scope } from '../../core/policy.ts';
import type { Answers, Rule } from '../../core/rule.ts';
import type { Resource } from '../../core/resource.ts';
import { readPolicies } from '../../dialects/read-policies.ts';
import { everywhere, type Enforceable } from '../../enforce/enforceable.ts';
import { mutatingPolicy } from '../../enforce/mutation/mutating-policy.ts';
import type { ClusterVersions, Target } from '../../enforce/targets.ts';
import { unsupported } from '../../enforce/unsupported.ts';
import type { Bench } from '../../prove/law.ts';
import { repairProblem } from '../../prove/repair-problem.ts';
import type { DecidedRule } from '../deciding/decided.ts';
import type { RenderInput } from './render-parameters.ts';
import type { RefusedPolicy } from './rendered.ts';

/** One thing to be enforced, made for a target when it is its turn. */
export interface Wanted {
  readonly id: string;
  /** Whether it was named; else it is a member of a profile. */
  readonly named: boolean;
  /** Why it cannot be enforced whatever the target is, or null. */
  readonly unenforceable: Unenforceable | null;
  /**
   * @throws {WritError} `TARGET_UNSUPPORTED`, `ANSWER_INVALID`
   */
  readonly make: () => Enforceable;
}

/** Why something cannot be enforced, and what to do. */
export interface Unenforceable {
  readonly why: string;
  readonly hint: string | null;
}

/** For which cluster and where. */
export interface Placement {
  readonly versions: ClusterVersions;
  readonly target: Target;
  readonly input: Pick<RenderInput, 'action' | 'namespaces' | 'excludeNamespaces'>;
  /** What the configuration leaves out everywhere, or null. */
  readonly exclusion: Scope | null;
  /** What the repair of a rule is tried on before it is written. */
  readonly bench: Bench;
}

/** Rules as a configuration decided about them. */
export function wantedRules(
  decided: readonly DecidedRule[],
  named: ReadonlySet<string>,
  placement: Placement,
): readonly Wanted[] {
  return decided.map((one) => ({
    id: one.rule.id,
    named: named.has(one.rule.id),
    unenforceable: unenforceable(one) ?? leftOut(one, named, placement.target),
    make: () => ofRule(one, placement),
  }));
}

function unenforceable({ rule, answers }: DecidedRule): Unenforceable | null {
  const why = beyondAdmission(rule);
  if (why !== null) return { why, hint: null };
  const [open] = unanswered(rule, answers);
  if (open === undefined) return null;
  return {
    why: `it needs an answer to \`${open}\`: ${rule.ask[open]?.prompt ?? ''}`,
    hint:
      rule.code === null
        ? 'Give the question a `default` in its file.'
        : 'Answer it under `ruleOverrides` of the configuration.',
  };
}

/** A profile is no order to change what could break something. */
function leftOut(
  { rule }: DecidedRule,
  named: ReadonlySet<string>,
  { changes }: Target,
): Unenforceable | null {
  const { edits, risk, caution } = rule.remedy;
  if (!changes || named.has(rule.id)) return null;
  if (edits.length === 0) return { why: 'it has no mechanical fix', hint: null };
  return risk === 'safe' || risk === 'low'
    ? null
    : {
        why: `its fix is of ${risk} risk: ${caution ?? 'it could break something'}`,
        hint: 'Name the rule to have it.',
      };
}

function beyondAdmission(rule: Rule): string | null {
  if (rule.judgedBy === 'scan') return 'it is judged by what scanners wrote of images';
  if (Object.keys(rule.related).length > 0)
    return 'it looks other objects up, which no admission policy can; `writ check` does';
  if (rule.asWritten === true)
    return 'the API server rewrites what is wrong before it asks policies; `writ check` and `writ fix` see it';
  return null;
}

function ofRule(
  { rule, answers, blocks, scope }: DecidedRule,
  { versions, target, input, exclusion, bench }: Placement,
): Enforceable {
  const minor = versions.kubernetes;
  const { unless: _unless, ...judging } = bind(rule, answers, { minor });
  const policy = target.changes ? repairing(rule, answers, target, bench) : judging;
  const where: Scope[] = [
    ...(scope === null ? [] : [scope]),
    ...(exclusion === null ? [] : [exclusion]),
    ...placed(input, usuallyExcluded(rule, target)),
  ];
  return {
    policy,
    scope: where.length === 0 ? everywhere : { all: where },
    actions: target.changes ? [] : actionsFor(input.action ?? 'audit', blocks),
    params: null,
    exceptions: [],
    why: rule.why,
  };
}

/** Nothing is changed in a cluster by what does not repair the rule's own examples. */
function repairing(rule: Rule, answers: Answers, target: Target, bench: Bench): Policy {
  const policy = mutatingPolicy(rule, answers, { minor: bench.minor });
  const problem = repairProblem(rule, bench, target);
  if (problem !== null) throw unsupported(rule.id, `cannot be repaired by a policy: ${problem}`);
  return policy;
}

/** What only advises never denies. */
function actionsFor(action: NonNullable<RenderInput['action']>, blocks: boolean): Binding['actions'] {
  if (action === 'audit') return ['Audit'];
  return action === 'deny' && blocks ? ['Deny'] : ['Warn'];
}

const ofCluster = ['kube-system', 'kube-public', 'kube-node-lease'];

/** A mistake in a rule must not stop the cluster itself: its namespaces are left out, unless the rule is about these. */
function usuallyExcluded({ prove }: Rule, { name }: Target): readonly string[] {
  const usual = prove.fail.filter(({ answers }) => answers === undefined);
  const isAbout =
    usual.length > 0 && usual.every(({ resource }) => ofCluster.includes(namespaceOrName(resource)));
  if (isAbout) return [];
  return name.startsWith('kyverno') ? [...ofCluster, 'kyverno'] : ofCluster;
}

function namespaceOrName(resource: Resource): string {
  const { namespace, name } = (resource['metadata'] ?? {}) as { namespace?: string; name?: string };
  return namespace ?? (resource.kind === 'Namespace' ? (name ?? '') : '');
}

/** Where the command line puts a policy to work. */
function placed(
  { namespaces, excludeNamespaces }: Placement['input'],
  usual: readonly string[],
): readonly Scope[] {
  const excluded =
    excludeNamespaces.length === 0
      ? namespaces.length === 0
        ? usual
        : []
      : excludeNamespaces.filter((name) => name !== 'none');
  return [
    ...(namespaces.length === 0 ? [] : [within(namespaces)]),
    ...(excluded.length === 0 ? [] : [{ not: within(excluded) }]),
  ];
}

/** What is in these namespaces, and they themselves. */
export function within(namespaces: readonly string[]): Scope {
  return { any: [{ namespaces }, { all: [{ kinds: ['v1/Namespace'] }, { names: namespaces }] }] };
}

/** Policies that were read from files, with their bindings and exceptions, and what of them cannot be read. */
export function wantedPolicies(
  objects: readonly Resource[],
  placement: Placement,
): { readonly wanted: readonly Wanted[]; readonly refused: readonly RefusedPolicy[] } {
  const { kubernetes, kyverno } = placement.versions;
  const set = readPolicies(objects, { kubernetes: `1.${kubernetes}`, kyverno: `1.${kyverno}` });
  const [problem] = set.problems;
  if (problem !== undefined) throw new WritError('POLICY_INVALID', problem.message);
  return {
    wanted: set.policies.flatMap((policy) => ofPolicy(policy, set, placement)),
    refused: set.refused.map(({ policy, rule, construct, why }) => ({
      policy: rule === null ? policy : `${policy}#${rule}`,
      why: `${construct}: ${why}`,
      hint: null,
      expected: false,
    })),
  };
}

/** A policy under each of its bindings. */
function ofPolicy(policy: Policy, set: PolicySet, { input }: Placement): readonly Wanted[] {
  const bindings = set.bindings.filter((binding) => binding.policy === policy.id);
  const { variant: _variant, ...of } = readPolicyId(policy.id);
  const exceptions = set.exceptions.filter(({ policies }) =>
    policies.includes(policyId({ ...of, variant: null })),
  );
  const all: readonly (Binding | null)[] = bindings.length === 0 ? [null] : bindings;
  return all.map((binding, index) => {
    const id = index === 0 ? policy.id : `${policy.id}:${binding?.name ?? ''}-${index + 1}`;
    const own = binding === null ? [] : [binding.scope];
    return {
      id,
      named: true,
      unenforceable: null,
      make: () => ({
        policy: { ...policy, id },
        scope: { all: [...own, ...placed(input, [])] },
        actions: input.action === null ? (binding?.actions ?? ['Audit']) : actionsFor(input.action, true),
        params: binding?.params ?? null,
        exceptions: exceptions.map((exception) => ({ ...exception, policies: [id] })),
        why: null,
      }),
    };
  });
}
