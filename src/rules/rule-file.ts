import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Rule, RuleSubject } from '../core/rule.ts';
import { workload } from './_subjects.ts';
import { ruleFileShape, type RuleFile } from './rule-file-shape.ts';
import { parseShape, type ShapeProblem } from './shape-problems.ts';

/** Whether a value means to be a rule file. */
export function isRuleFile(value: JsonObject): boolean {
  return (
    value['kind'] === 'Rule' &&
    typeof value['apiVersion'] === 'string' &&
    value['apiVersion'].startsWith('writ/')
  );
}

/** The rule in a rule file, or everything that keeps it from being one. */
export function parseRule(
  value: JsonValue,
): { readonly rule: Rule } | { readonly problems: readonly ShapeProblem[] } {
  const parsed = parseShape(ruleFileShape, value, 'the rule');
  return 'data' in parsed ? { rule: toRule(parsed.data) } : parsed;
}

function toRule({
  apiVersion: _version,
  kind: _kind,
  subject,
  check,
  remedy,
  sources,
  ...rest
}: RuleFile): Rule {
  const [source = { title: 'own requirement', section: null, url: 'urn:writ:own' }, ...others] = sources;
  const checks = check.map(({ id, expression, message }, index) => ({
    id: id ?? `check-${index + 1}`,
    expression,
    message,
  }));
  // The shape holds that no list is empty where the type says so.
  return {
    ...rest,
    code: null,
    level: null,
    related: {},
    sources: [source, ...others],
    subject: subjectOf(subject),
    check: checks,
    remedy: remedy ?? { advice: `See why: ${rest.why}`, risk: 'person', caution: null, edits: [] },
  } as unknown as Rule;
}

function subjectOf(subject: RuleFile['subject']): RuleSubject {
  if (subject === 'workload') return workload;
  return {
    resources: subject.resources.map((rule) => ({
      ...rule,
      names: [],
      operations: ['CREATE', 'UPDATE'],
      reach: '*',
    })),
    variables: subject.variables,
    roots: {},
  };
}
