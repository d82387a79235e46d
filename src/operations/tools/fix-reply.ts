import type { Rule } from '../../core/rule.ts';
import type { PatchOperation } from '../../fix/patch.ts';
import type { Faults, Left, Repaired } from '../../fix/repair-resource.ts';
import type { FixReply } from './fix-shape.ts';
import { masking } from './masked-value.ts';
import { aliasesOf } from './rule-names.ts';

/** What a repair comes to, in the words of the document. */
export function fixReplyOf(
  { steps, left, patch, inverse, faults }: Pick<Repaired, 'steps' | 'left' | 'patch' | 'inverse' | 'faults'>,
  secrets: readonly string[],
): Pick<FixReply, 'fixed' | 'failed' | 'unchanged' | 'manual' | 'patch' | 'inverse' | 'before' | 'after'> {
  return {
    fixed: steps.map((rule) => ({
      ...named(rule),
      risk: rule.remedy.risk,
      caution: rule.remedy.caution,
    })),
    failed: left.flatMap(({ rule, why }) =>
      why.kind === 'refused'
        ? [{ ...named(rule), reason: `${rule.remedy.advice} (Not done here: ${why.because}.)` }]
        : [],
    ),
    unchanged: left.flatMap(({ rule, why }) =>
      why.kind === 'risk' ? [{ ...named(rule), risk: why.risk, reason: reasonOf(rule) }] : [],
    ),
    manual: left.flatMap(byPerson),
    patch: patch.map((operation) => shown(operation, secrets)),
    inverse: inverse.map((operation) => shown(operation, secrets)),
    before: sideOf(faults.before),
    after: sideOf(faults.after),
  };
}

function byPerson({ rule, why }: Left): FixReply['manual'] {
  return why.kind === 'person' ? [{ ...named(rule), reason: why.question ?? rule.remedy.advice }] : [];
}

function named(rule: Rule) {
  return { ruleId: rule.id, ruleName: rule.title, aliases: aliasesOf(rule) };
}

function reasonOf({ remedy }: Rule): string {
  return remedy.caution ?? remedy.advice;
}

function shown(operation: PatchOperation, secrets: readonly string[]): FixReply['patch'][number] {
  const { op, path } = operation;
  return 'value' in operation ? { op, path, value: masking(operation.value, secrets) } : { op, path };
}

function sideOf(faults: Faults): FixReply['before'] {
  const rules = Object.fromEntries(Array.from(faults, ([id, places]) => [id, places.length]));
  return { violations: Object.values(rules).reduce((sum, places) => sum + places, 0), rules };
}
