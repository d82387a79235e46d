import { z } from 'zod';
import { severities } from '../../core/severity.ts';
import { risks } from '../../core/rule.ts';
import type { Told } from './tool.ts';

const json = z.unknown();

/** An object by its kind and name. */
export const resourceShape = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
});

const ruleShape = {
  ruleId: z.string().describe("the rule's one name"),
  ruleName: z.string().describe('what is wrong where it is broken'),
  aliases: z.array(z.string()).describe('what else the rule is called'),
} as const;

/** One broken rule at one place, in the words of the document. */
export const violationShape = z.object({
  ...ruleShape,
  severity: z.enum(severities),
  category: z.string(),
  resource: resourceShape,
  message: z.string(),
  remediation: z.string().nullable().describe('what to do'),
  field: z.string().describe('where, such as spec.template.spec.containers[0].image'),
  path: z.string().describe('the same as a JSON pointer'),
  currentValue: json.describe('what is there; null where nothing is; secrets are masked'),
  suggestedValue: json.describe('what a repair would put there; null where none would, or where it removes'),
  canAutoFix: z.boolean().describe('whether a repair is known that ends it and breaks nothing else'),
  fixRisk: z.enum(risks).describe('what the repair could break; person: facts are missing'),
  question: z.string().nullable().describe('what a person is asked, where there is no repair'),
  covers: z.array(z.string()).describe('rules that are broken by the same cause and are not listed'),
  timestamp: z.iso.datetime(),
  metadata: z.object({
    fingerprint: z.string(),
    file: z.string(),
    line: z.number().int(),
    column: z.number().int(),
  }),
});

/** A broken rule, as tools answer it. */
export type Violation = Told<z.infer<typeof violationShape>>;

/** A rule that was not judged, or not counted, and why. */
export const asideShape = z.object({
  ...ruleShape,
  resource: resourceShape,
  reason: z.string(),
});

export type Aside = Told<z.infer<typeof asideShape>>;

/** What could not be judged. */
export const errorShape = z.object({
  ruleId: z.string().nullable().describe('null where the input itself could not be read'),
  resource: resourceShape.nullable(),
  place: z.string(),
  message: z.string(),
});

export type Unjudgeable = Told<z.infer<typeof errorShape>>;

const count = z.number().int().nonnegative();

/** How many rules went how; every rule is in exactly one of these. */
export const summaryShape = z.object({
  totalRules: count.describe('rules that concern what was looked at'),
  passedRules: count,
  failedRules: count.describe('rules with a violation or a warning'),
  coveredRules: count.describe('rules that are broken by the same cause as a failed one'),
  exemptedRules: count,
  skippedRules: count,
  errorRules: count,
  violationsBySeverity: z
    .record(z.enum(severities), count)
    .describe('rules that are broken, blocking or not'),
  violationsByCategory: z.record(z.string(), count),
  fixable: count.describe('violations and warnings that can be repaired mechanically'),
});

export type Summary = Told<z.infer<typeof summaryShape>>;

/** What was found of some objects. */
export const verdictFields = {
  passed: z
    .boolean()
    .nullable()
    .describe('whether nothing blocks; null where no rule was judged: that is no pass'),
  summary: summaryShape,
  violations: z.array(violationShape).describe('what blocks'),
  warnings: z.array(violationShape).describe('what does not, because of the configuration'),
  skipped: z.array(asideShape),
  exempted: z.array(asideShape.extend({ severity: z.enum(severities), path: z.string() })),
  errors: z.array(errorShape),
} as const;

/** The same as a type. */
export type VerdictFields = Told<z.infer<z.ZodObject<typeof verdictFields>>>;
