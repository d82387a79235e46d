import type { Binding, Facts, Outcome, PolicyException, Request } from '../core/policy.ts';
import type { AtWork } from './at-work.ts';
import { dialectRules } from './dialect-rules.ts';
import { matchScope, type Match, type MatchOptions } from './match-scope.ts';
import type { SetVerdict } from './set-verdict.ts';

/** What bindings are looked at for. */
export interface Asked {
  readonly request: Request;
  readonly facts: Facts;
  readonly users: MatchOptions['users'];
}

/** A binding, and why nobody can tell whether it is for a request. */
export interface BindingFor {
  readonly binding: Binding;
  readonly unknown: string | null;
}

/** The bindings under which a policy is at work for a request; those of which nobody can tell, with why. */
export function bindingsFor(
  { policy, bindings }: AtWork,
  { request, facts, users }: Asked,
): readonly BindingFor[] {
  return bindings.flatMap((binding): readonly BindingFor[] => {
    const match = isEverywhere(binding)
      ? everywhere
      : matchScope(binding.scope, request, facts, { ...dialectRules(policy.dialect).matching, users });
    if (!match.known) return [{ binding, unknown: match.why }];
    return match.value ? [{ binding, unknown: null }] : [];
  });
}

const everywhere: Match = { known: true, value: true };

/** The verdict under each binding that is for the request; without any binding, nobody says what a violation does. */
export function underBindings(
  work: AtWork,
  outcome: Outcome,
  asked: Asked,
  exception: PolicyException | null = null,
): readonly SetVerdict[] {
  const { policy, bindings } = work;
  const [only] = bindings;
  if (only === undefined) return [{ policy, binding: null, outcome, actions: [], exception, changed: null }];
  if (bindings.length === 1 && isEverywhere(only))
    return [{ policy, binding: only, outcome, actions: only.actions, exception, changed: null }];
  return bindingsFor(work, asked).map(({ binding, unknown }) => ({
    policy,
    binding,
    outcome: unknown === null ? outcome : { result: 'skip', reason: unknown },
    actions: binding.actions,
    exception,
    changed: null,
  }));
}

/** Whether a binding is for every request. */
export function isEverywhere({ scope }: Binding): boolean {
  return 'all' in scope && scope.all.length === 0;
}
