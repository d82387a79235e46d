import type { Rule } from '../../core/rule.ts';

/** What reports say of a rule. */
export type InputRule = Pick<Rule, 'id' | 'code' | 'title' | 'why' | 'severity'> & {
  readonly category: string;
  readonly remedy: Pick<Rule['remedy'], 'advice'>;
};

/** What `check` finds of the input itself, whatever the rules are, as reports list it beside them. */
export const inputRules: readonly InputRule[] = [
  {
    id: 'unknown-field',
    code: 'KS001',
    title: 'Field that the API does not know',
    why: 'The API server drops or refuses a field that its kind does not have: what it was meant to do does not happen.',
    severity: 'medium',
    category: 'operations',
    remedy: { advice: 'Correct the name, or remove the field.' },
  },
  {
    id: 'wrong-type',
    code: 'KS002',
    title: 'Value of a type that the field does not take',
    why: 'The API server refuses an object with a value of the wrong type, and no rule can judge what reads it.',
    severity: 'medium',
    category: 'operations',
    remedy: { advice: 'Write a value of the type that the field has.' },
  },
  {
    id: 'suppression-invalid',
    code: 'KS003',
    title: 'Exception that does not count',
    why: 'An exception without a rule, a reason and a day on which it ends is forgotten; one that has ended lifts nothing.',
    severity: 'medium',
    category: 'compliance',
    remedy: { advice: 'Write `rule until=YYYY-MM-DD reason=why`, several separated by `;`.' },
  },
];
