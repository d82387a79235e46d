import { readPolicyId } from '../core/policy-id.ts';
import type { Policy, PolicySet } from '../core/policy.ts';
import type { Effect, Explanation } from './explanation.ts';
import { familiesOf, type Family } from './family.ts';
import { sayAbsences } from './say-absences.ts';
import { sayApplies } from './say-applies.ts';
import { sayAtWork } from './say-at-work.ts';
import { sayMutation } from './say-mutation.ts';
import { sayUnseen } from './say-unseen.ts';
import { sayNotes } from './say-notes.ts';
import { saySummary } from './say-summary.ts';
import { sayRelated, sayValidation, sayVariables } from './say-validation.ts';
import { isSameOfTemplates } from './same-of-templates.ts';
import { openReading } from './reading/open-reading.ts';
import type { KindNames } from './scope/kind-words.ts';

/** What the policies of a set do, in plain sentences, in their order; what autogen made of one is said with it. */
export function explain(set: PolicySet, kindNames: KindNames): readonly Explanation[] {
  return familiesOf(set, isSameOfTemplates).map((family) => explainFamily(family, kindNames));
}

function explainFamily(family: Family, kindNames: KindNames): Explanation {
  const { policy } = family;
  const read = openReading(policy);
  const effect = effectOf(family);
  const demands = policy.validations.map((validation, index) => sayValidation(validation, index, read));
  const changes = policy.mutations.flatMap((mutation, index) => sayMutation(mutation, index, read));
  const appliesTo = sayApplies(family, read, kindNames);
  const absences = sayAbsences(policy, read);
  return {
    policy: policy.id,
    title: policy.about.title,
    effect,
    summary: saySummary({ family, effect, read, kindNames, changes }),
    appliesTo,
    demands,
    changes,
    atWork: sayAtWork(family, read, kindNames),
    letsThrough: [...absences.letsThrough, ...sayUnseen(family, read, kindNames)],
    notes: [
      ...sayRelated(policy),
      ...sayVariables(policy, read),
      ...absences.notes,
      ...sayNotes(family, effect, read),
    ],
  };
}

/** The strongest thing that any binding does with a violation. */
function effectOf({ policy, bindings }: Family): Effect {
  if (changesObjects(policy))
    return bindings.length === 0 && policy.dialect.name === 'map' ? 'none' : 'change';
  const actions = new Set(bindings.flatMap((binding) => binding.actions));
  if (bindings.length === 0) return readPolicyId(policy.id).kind === null ? 'rule' : 'none';
  return actions.has('Deny') ? 'deny' : actions.has('Warn') ? 'warn' : 'audit';
}

function changesObjects({ mutations, dialect }: Policy): boolean {
  return mutations.length > 0 || dialect.name === 'map' || dialect.name === 'kyverno-mutating';
}
