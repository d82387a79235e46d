import type { JsonPointer } from '../core/json.ts';
import type { Schema } from '../schema/schema.ts';
import { badValues, impossible } from './choose-values.ts';
import type { ConditionReading } from './condition-expression.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import type { RuleReading } from './read-rule.ts';
import type { Remark } from './remark.ts';
import { sampleTexts } from './sample-text.ts';

/** What is wrong with what a rule means, and what only looks so. */
export interface Lints {
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
}

/** Looks for rules that cannot fail, that cannot hold, and that say the opposite of what they seem to mean. */
export function lintRule(custom: CustomRule, read: RuleReading, schema: Schema): Lints {
  const vacuous = read.conditions.filter(
    (reading) => badValues(reading, schema).length === 0 && !isBeyondSamples(reading),
  );
  const cannotFail = vacuous.length === read.conditions.length && (custom.examples?.fail.length ?? 0) === 0;
  const contradictions = impossible(read.conditions, schema);
  const nothing = impossible(read.match, schema);
  const at = pointersOf(read);
  const provable = contradictions.filter((alike) => isProvable(alike));
  return {
    problems: [
      ...(cannotFail
        ? [remark(at, vacuous, 'the rule cannot fail: every value that the field may have passes')]
        : []),
      ...provable.map((alike) =>
        remark(
          at,
          alike,
          `no value satisfies ${alike.length > 1 ? 'these conditions on one field' : 'this condition'}: the rule can only fail`,
        ),
      ),
      ...nothing
        .filter(isProvable)
        .map((alike) => remark(at, alike, 'no object is selected: `match` asks for what cannot be')),
    ],
    warnings: [
      ...(cannotFail ? [] : vacuous.map((one) => remark(at, [one], 'this condition cannot fail'))),
      ...contradictions
        .filter((alike) => !provable.includes(alike))
        .map((alike) =>
          remark(
            at,
            alike,
            'no value was found of which this holds, so the rule is unproven: give objects in `examples`',
          ),
        ),
      ...inverted(custom, read),
      ...ignoredValues(custom),
      ...samePattern(at, read),
    ],
  };
}

function remark(
  at: ReadonlyMap<ConditionReading, JsonPointer>,
  readings: readonly ConditionReading[],
  message: string,
): Remark {
  const last = readings.at(-1);
  return { pointer: (last === undefined ? undefined : at.get(last)) ?? '/conditions', message };
}

function pointersOf({ conditions, match }: RuleReading): ReadonlyMap<ConditionReading, JsonPointer> {
  const of = (readings: readonly ConditionReading[], name: 'conditions' | 'match') =>
    readings.map(
      (reading, index) =>
        [reading, `/${name}/${index}`] as const satisfies readonly [ConditionReading, JsonPointer],
    );
  return new Map<ConditionReading, JsonPointer>([...of(conditions, 'conditions'), ...of(match, 'match')]);
}

/** Whether the values that were tried say nothing: an expression beyond the plain part of RE2. */
function isBeyondSamples({ condition: { operator, value } }: ConditionReading): boolean {
  return operator === 'regex_match' && sampleTexts(String(value)).length === 0;
}

/** Equality and order leave nothing to chance; of expressions and parts of text somebody may know better. */
function isProvable(alike: readonly ConditionReading[]): boolean {
  return (
    alike.some(({ condition, quantifier }) => condition.operator === 'equals' && quantifier === 'all') ||
    alike.every(({ condition: { operator } }) => !/regex|contains/.test(operator))
  );
}

/** A rule that denies for want of a label means, nearly always, the objects that have it. */
function inverted({ match, actions, conditions }: CustomRule, read: RuleReading): readonly Remark[] {
  const isLabel = ({ target }: ConditionReading): boolean => {
    const keys = target.steps.map(({ segment }) => ('key' in segment ? segment.key : ''));
    return (keys[0] === 'labels' || keys[1] === 'labels') && target.root !== 'podSpec';
  };
  const denies = actions.some(({ type }) => type === 'deny');
  const picks = conditions.every(({ operator }) => operator === 'equals');
  if (match !== undefined || !denies || !picks || !read.conditions.every(isLabel)) return [];
  const message =
    'this denies every object without that label, for conditions are assertions; did you mean `match`, which chooses objects?';
  return [{ pointer: '/conditions/0', message }];
}

const contraries: Readonly<Record<string, string>> = { exists: 'not_exists', not_exists: 'exists' };

function ignoredValues({ conditions, match = [] }: CustomRule): readonly Remark[] {
  const of = (list: CustomRule['conditions'], name: 'conditions' | 'match'): readonly Remark[] =>
    list.flatMap(({ operator, value }, index) => {
      const contrary = contraries[operator];
      if (contrary === undefined || value !== false) return [];
      return [
        {
          pointer: `/${name}/${index}/value` as const,
          message: `\`value\` is ignored here: for the contrary say \`${contrary}\``,
        },
      ];
    });
  return [...of(conditions, 'conditions'), ...of(match, 'match')];
}

function samePattern(
  at: ReadonlyMap<ConditionReading, JsonPointer>,
  { conditions }: RuleReading,
): readonly Remark[] {
  return conditions
    .filter(
      ({ condition: { operator, value } }) =>
        operator === 'regex_match' && /^(?:\^?\.\*\$?)?$/.test(String(value)),
    )
    .map((reading) => remark(at, [reading], 'every text matches: say `exists`'));
}
