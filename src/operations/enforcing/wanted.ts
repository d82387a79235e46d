import { bind, unanswered } from '../../ask/bind.ts';
import type { Policy, Scope } from '../../core/policy.ts';
import type { Answers, Rule } from '../../core/rule.ts';
import { everywhere, type Enforceable } from '../../enforce/enforceable.ts';
import { mutatingPolicy } from '../../enforce/mutation/mutating-policy.ts';
import type { ClusterVersions, Target } from '../../enforce/targets.ts';
import { unsupported } from '../../enforce/unsupported.ts';
import type { Exception } from '../../exceptions/exception.ts';
import type { Bench } from '../../prove/law.ts';
import { repairProblem } from '../../prove/repair-problem.ts';
import { actionsFor } from './actions-for.ts';
import { placed, usuallyExcluded } from './places.ts';
import type { DecidedRule } from '../deciding/decided.ts';
import type { RenderInput } from './render-parameters.ts';
import type { RefusedPolicy } from './rendered.ts';
import { toldExceptions } from './told-exceptions.ts';

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
  /** Of the configuration, and of the files that are named. */
  readonly exceptions: { readonly usual: readonly Exception[]; readonly named: readonly Exception[] };
  readonly now: bigint;
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
  { versions, target, input, exclusion, bench, exceptions, now }: Placement,
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
    exceptions: toldExceptions(rule.id, [...exceptions.usual, ...exceptions.named], { target, now }).told,
    why: rule.why,
  };
}

/** Exceptions that the target cannot be told: it is enforced without them. Those that were named are a failure. */
export function untoldExceptions(
  decided: readonly DecidedRule[],
  { exceptions, ...telling }: Placement,
): readonly RefusedPolicy[] {
  return decided.flatMap(({ rule: { id } }) =>
    (['usual', 'named'] as const).flatMap((which) =>
      toldExceptions(id, exceptions[which], telling).untold.map((why) => ({
        policy: id,
        of: 'exception' as const,
        why,
        hint: null,
        expected: which === 'usual',
      })),
    ),
  );
}

/** Nothing is changed in a cluster by what does not repair the rule's own examples. */
function repairing(rule: Rule, answers: Answers, target: Target, bench: Bench): Policy {
  const policy = mutatingPolicy(rule, answers, { minor: bench.minor });
  const problem = repairProblem(rule, bench, target);
  if (problem !== null) throw unsupported(rule.id, `cannot be repaired by a policy: ${problem}`);
  return policy;
}
