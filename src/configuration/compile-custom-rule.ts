import type { Check, Example, Remedy, Rule } from '../core/rule.ts';
import { conditionExpression, type ConditionReading } from './condition-expression.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { subjectOf } from './judged-kinds.ts';
import { lintRule } from './lint-rule.ts';
import { readRule, type RuleReading } from './read-rule.ts';
import type { Known } from './read-configuration.ts';
import { remedyOf } from './rule-remedy.ts';
import type { Remark } from './remark.ts';
import { synthesizeExamples } from './synthesize-examples.ts';

/** A rule like any other, or why there is none. */
export type CompiledRule =
  | { readonly rule: Rule; readonly warnings: readonly Remark[] }
  | { readonly problems: readonly Remark[] };

/** Makes a rule in the document's form into one like any other; places are within the rule. */
export function compileCustomRule(custom: CustomRule, known: Pick<Known, 'rules' | 'schema'>): CompiledRule {
  const read = readRule(custom, known.schema);
  if ('problems' in read) return read;
  const lints = lintRule(custom, read, known.schema);
  if (lints.problems.length > 0) return { problems: lints.problems };
  const remedy = remedyOf(custom, read, known.rules);
  if ('problems' in remedy) return remedy;
  return {
    rule: ruleOf(custom, read, { remedy: remedy.remedy, schema: known.schema }),
    warnings: lints.warnings,
  };
}

function ruleOf(
  custom: CustomRule,
  read: RuleReading,
  { remedy, schema }: { readonly remedy: Remedy; readonly schema: Known['schema'] },
): Rule {
  const { id, name, description, severity, category, examples } = custom;
  const stated = (verdict: 'pass' | 'fail'): readonly Example[] =>
    (examples?.[verdict] ?? []).map((resource) => ({ because: 'the configuration says so', resource }));
  let prove: Rule['prove'] | undefined;
  return {
    id,
    code: null,
    title: name,
    why: description,
    severity,
    category,
    sources: [{ title: 'own requirement', section: null, url: 'urn:writ:own' }],
    level: null,
    subject: subjectOf(read.judged, remedy.edits.length > 0 ? read.editRoot : 'pod'),
    ask: {},
    variables: variablesOf(read),
    check: checksOf(custom, read),
    related: {},
    remedy,
    covers: [],
    limits: [],
    // Examples take ten times as long as the rest, and only proving looks at them.
    get prove() {
      return (prove ??= examplesOf(
        synthesizeExamples({ ...read, kinds: read.judged.kinds, schema }),
        stated,
      ));
    },
  };
}

/** Where no example of a verdict could be made, the linter has said so. */
function examplesOf(
  made: ReturnType<typeof synthesizeExamples>,
  stated: (verdict: 'pass' | 'fail') => readonly Example[],
): Rule['prove'] {
  const all = { pass: [...made.pass, ...stated('pass')], fail: [...made.fail, ...stated('fail')] };
  return all as unknown as Rule['prove'];
}

function variablesOf({ match, usesPlanned }: RuleReading): Rule['variables'] {
  const planned = {
    name: 'plannedContainers',
    expression: 'variables.podSpec.containers + variables.podSpec.?initContainers.orValue([])',
  };
  const selected = { name: 'selected', expression: match.map(grouped).join(' && ') };
  return [...(usesPlanned ? [planned] : []), ...(match.length > 0 ? [selected] : [])];
}

function grouped(reading: ConditionReading): string {
  const expression = conditionExpression(reading);
  return /\|\||&&| \? /.test(expression) ? `(${expression})` : expression;
}

/** Of several conditions, the one that is broken says in its own words what it asks for. */
function messageOf({ actions, conditions: all }: CustomRule, { condition }: ConditionReading): string {
  const message = actions[0]?.message ?? 'A condition does not hold.';
  return all.length > 1 && condition.description !== undefined
    ? `${message} (${condition.description})`
    : message;
}

function checksOf(custom: CustomRule, { conditions, match }: RuleReading): Rule['check'] {
  const checks = conditions.map((reading, index): Check => {
    const expression = conditionExpression(reading);
    return {
      id: `condition-${index + 1}`,
      expression: match.length === 0 ? expression : `variables.selected ? ${expression} : true`,
      message: messageOf(custom, reading),
    };
  });
  return checks as unknown as Rule['check'];
}
