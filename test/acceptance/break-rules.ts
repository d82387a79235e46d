import type { Rule } from '../../src/core/rule.ts';
import type { Edit } from './broken-copy.ts';
import type { TestId } from './row.ts';

/** A way of breaking rules: what it takes away, and the parts of a rule that take the place of its own. */
export interface RuleBreak {
  readonly what: string;
  readonly concerns: (rule: Rule) => boolean;
  /** As source, with the rule in `rule`. */
  readonly parts: string;
}

/** What may be taken away from a rule. */
export const ruleBreaks: readonly RuleBreak[] = [
  {
    what: 'whose conditions always hold',
    concerns: () => true,
    parts: "{ check: rule.check.map((check) => ({ ...check, expression: 'true' })) }",
  },
  {
    what: 'whose conditions never hold',
    concerns: () => true,
    parts: "{ check: rule.check.map((check) => ({ ...check, expression: 'false' })) }",
  },
  {
    what: 'that judge no resource',
    concerns: () => true,
    parts: '{ subject: { ...rule.subject, resources: [] } }',
  },
  {
    what: 'whose fix changes nothing',
    concerns: ({ remedy }) => remedy.edits.length > 0,
    parts: "{ remedy: { ...rule.remedy, edits: [{ remove: '/noSuchField' }] } }",
  },
];

/** Breaks some rules in the catalogue itself, where everybody takes them from. */
export function breakRules(ids: readonly string[], { parts }: RuleBreak): readonly Edit[] {
  const file = 'src/rules/index.ts';
  const [head, tail] = ['export const rules: readonly Rule[] = [', '].sort('];
  const broken = `const broken = new Set(${JSON.stringify(ids)});
const brokenRule = (rule: Rule): Rule =>
  Object.defineProperties({}, {
    ...Object.getOwnPropertyDescriptors(rule),
    ...Object.getOwnPropertyDescriptors(${parts}),
  }) as Rule;
`;
  return [
    { file, from: head, to: `${broken}${head}` },
    { file, from: tail, to: '].map((rule: Rule) => (broken.has(rule.id) ? brokenRule(rule) : rule)).sort(' },
  ];
}

/** The test that a rule keeps its laws. */
export function testOf(id: string): TestId {
  return { file: 'test/rules/laws.test.ts', test: `the laws hold for > ${id}` };
}
