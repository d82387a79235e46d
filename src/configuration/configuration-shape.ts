import { z } from 'zod';
import { severities } from '../core/severity.ts';
import { customRuleShape } from './custom-rule-shape.ts';
import { frameworkShape } from '../frameworks/framework-shape.ts';
import { labelSelector, selectorShape } from '../exceptions/exception-shape.ts';
import { notificationsShape } from './notifications-shape.ts';
import { reach } from './reach-shape.ts';
import { words, type categoryNames } from './words.ts';

const enforcement = z.enum(['strict', 'advisory', 'disabled']);
const autoFix = z.boolean().optional();
const autoFixRisk = z
  .enum(['safe', 'low', 'medium', 'high'])
  .optional()
  .describe('the largest risk at which a fix may be applied without asking; safe unless it is stated');
const organization = z.strictObject({
  name: words.describe('the name that reports show'),
  environment: z
    .enum(['development', 'staging', 'production'])
    .describe('chooses the profile of that name, and how strict rules are unless it is stated'),
  compliance: z
    .array(words)
    .default([])
    .describe(
      'frameworks to report on, whose rules are switched on: `soc-2`, `hipaa`, `pci-dss` …, in any case and with any separators',
    ),
});

const category = z.strictObject({
  enabled: z.boolean().default(true).describe('false switches off every rule of the category'),
  enforcement: enforcement.optional().describe('goes before the global one'),
  autoFix: autoFix.describe('goes before the global one'),
  autoFixRisk,
  ...reach,
});

const answer = z.union(
  [z.string(), z.boolean(), z.number(), z.array(z.string())],
  'must be text, a number, true or false, or a list of texts',
);

const override = z.strictObject({
  enabled: z.boolean().optional().describe('true switches on a rule that the profile leaves out'),
  severity: z.enum(severities).optional().describe('how bad a violation is here'),
  enforcement: enforcement.optional().describe('goes before that of the category'),
  autoFix: autoFix.describe('goes before that of the category'),
  answers: z.record(z.string(), answer).default({}).describe('answers to the questions of the rule'),
  ...reach,
});

const exemption = z.strictObject({
  ruleIds: z.array(words).min(1).describe('what is lifted'),
  resource: selectorShape.describe('for which objects'),
  reason: words.describe('why'),
  approver: words.describe('who answers for it'),
  expires: z.iso.date('must be a day, such as 2027-01-31').describe('the last day on which it counts'),
});

const settings = z.any().describe("one of Writ's own settings");

/** The shape of an organization's configuration; the published JSON Schema is made from it. */
export const configurationShape = z
  .strictObject({
    $schema: z.string().optional().describe('where editors find the schema of this file'),
    organization: organization.optional().describe('whose configuration it is'),
    global: z
      .strictObject({
        enforcement: enforcement.optional().describe('whether deny blocks, in every category'),
        autoFix: autoFix.describe('whether fixes may be applied without asking'),
        autoFixRisk,
        excludedNamespaces: z.array(words).default([]).describe('what is in them is skipped'),
        excludedSelectors: z
          .array(labelSelector)
          .default([])
          .describe('objects with such labels are skipped'),
      })
      .prefault({})
      .describe('what holds unless something more special is said'),
    categories: z
      .strictObject({
        security: category.optional().describe('rules against intruders'),
        compliance: category.optional().describe('rules for auditors'),
        performance: category.optional().describe('rules for speed and capacity'),
        cost: category.optional().describe('rules against waste'),
        operations: category.optional().describe('rules for those who run it'),
      } satisfies Record<(typeof categoryNames)[number], unknown>)
      .prefault({})
      .describe('what holds for the rules of a category'),
    ruleOverrides: z
      .record(words, override)
      .default({})
      .describe('by rule id, code or alias: what goes before the category'),
    customRules: z.array(customRuleShape).default([]).describe("the organization's own rules"),
    exemptions: z.array(exemption).default([]).describe('what is let be for a time'),
    notifications: notificationsShape.optional().describe('who is told'),
    frameworks: z.array(frameworkShape).default([]).describe("the organization's own frameworks"),
    store: settings.optional(),
    model: settings.optional(),
    embedding: settings.optional(),
    output: settings.optional(),
    authentication: settings.optional(),
  })
  .meta({ title: 'Configuration of Writ' });

/** What an organization decided, every default filled in. */
export type Configuration = z.output<typeof configurationShape>;

export type Override = Configuration['ruleOverrides'][string];
export type Enforcement = z.output<typeof enforcement>;
export type CategoryName = (typeof categoryNames)[number];
