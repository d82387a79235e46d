import { z } from 'zod';
import { isResource, type Resource } from '../core/resource.ts';
import type { JsonPointer, JsonValue } from '../core/json.ts';
import { severities } from '../core/severity.ts';
import { reach } from './reach-shape.ts';
import { categoryNames, channelNames, ruleId, words } from './words.ts';

/** What a condition may say of a value. */
export const operatorNames = [
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'greater_than',
  'less_than',
  'regex_match',
  'exists',
  'not_exists',
] as const;

/** The kinds that a rule judges, in the words of the document; `workload` is ours. */
export const scopeNames = ['workload', 'deployment', 'pod', 'namespace', 'cluster', 'resource'] as const;

/** What a violation does. */
export const actionTypes = ['deny', 'warn', 'modify', 'audit', 'notify'] as const;

const condition = z
  .strictObject({
    field: words.describe(
      'path such as spec.template.spec.containers[*].image or metadata.labels["a.b/c"], or a JSON pointer',
    ),
    operator: z.enum(operatorNames).describe('what must hold of the value'),
    value: z
      .union([z.string(), z.number(), z.boolean()], 'must be text, a number, true or false')
      .optional()
      .describe('what the value is compared with; exists and not_exists need none'),
    description: words.optional().describe('the condition in words'),
    quantifier: z
      .enum(['all', 'any', 'none'])
      .optional()
      .describe('of which elements of a list it must hold; all, and in match any, unless it is stated'),
    onMissing: z
      .enum(['pass', 'fail', 'skip'])
      .optional()
      .describe('what a field means that is not there; skip leaves the element out'),
  })
  .describe('an assertion: the rule is broken where it does not hold');

const pointer = z
  .string()
  .regex(/^(?:\/.*)?$/, 'must be a JSON pointer (RFC 6901), such as /metadata/labels/team')
  .transform((text) => text as JsonPointer);
const json: z.ZodType<JsonValue> = z.any();

const edit = z.union(
  [
    z.strictObject({
      set: pointer.describe('the field to set'),
      to: json.describe('its value'),
      when: z.literal('absent').optional().describe('absent: a value that is there is kept'),
    }),
    z.strictObject({
      append: pointer.describe('the list to append to'),
      value: json.describe('the element'),
    }),
    z.strictObject({ rename: pointer.describe('the field to rename'), to: words.describe('its new name') }),
    z.strictObject({ remove: pointer.describe('the field to remove') }),
  ],
  'must be one of `set` with `to`, `append` with `value`, `rename` with `to`, `remove`',
);

const action = z.strictObject({
  type: z
    .enum(actionTypes)
    .describe('deny blocks; warn, modify (which proposes its fix), audit and notify do not'),
  message: words.describe('what is wrong, as findings say it'),
  autoFix: z.boolean().default(false).describe('whether the fix may be applied without asking'),
  fixAction: words
    .optional()
    .describe('the rule whose fix is proposed; without it, what follows from the conditions'),
  edits: z.array(edit).min(1).optional().describe('a fix of its own, rooted where the fields are'),
  notificationChannels: z
    .array(z.enum(channelNames))
    .default([])
    .describe('where `notify` sends; all that `notifications` describes unless it is stated'),
});

const example = z
  .custom<Resource>((value) => isResource(value as JsonValue), 'must have apiVersion and kind')
  .meta({
    type: 'object',
    required: ['apiVersion', 'kind'],
    description: 'an object as it would be applied',
  });

/** A rule in the document's form. */
export const customRuleShape = z.strictObject({
  id: ruleId.describe('unique; the name seen in findings and clusters'),
  name: words.describe('what is demanded, in a few words'),
  description: words.describe('why, for a manager to read'),
  severity: z.enum(severities).describe('how bad a violation is'),
  category: z.enum(categoryNames).describe('what it is for'),
  enabled: z.boolean().default(true).describe('whether it is judged by'),
  enforcement: z
    .enum(['strict', 'advisory', 'disabled'])
    .optional()
    .describe('its own; strict makes warn block, too'),
  scope: z
    .enum(scopeNames)
    .optional()
    .describe(
      'what is judged; workload (which need not be stated), deployment and pod are the eight kinds that bear pods',
    ),
  kinds: z
    .array(words)
    .min(1)
    .optional()
    .describe('only these kinds: Service, apps/v1/Deployment; needed for fields of other kinds'),
  exactContainers: z
    .boolean()
    .default(false)
    .describe('whether containers[*] means that list alone, without init and ephemeral containers'),
  ...reach,
  match: z
    .array(condition)
    .min(1)
    .optional()
    .describe('only objects of which all of these hold are judged; the same form as conditions'),
  conditions: z.array(condition).min(1).describe('what must hold, all of it'),
  actions: z.array(action).min(1).describe('what a violation does; any deny makes it block'),
  examples: z
    .strictObject({
      pass: z.array(example).default([]).describe('objects that must pass'),
      fail: z.array(example).default([]).describe('objects that must fail'),
    })
    .optional()
    .describe('further objects whose verdict is known; most are made from the conditions'),
  metadata: z
    .record(z.string(), json)
    .default({})
    .describe('anything: who owns the rule, where it comes from'),
});

/** A rule of an organization. */
export type CustomRule = z.output<typeof customRuleShape>;

/** One assertion of a rule. */
export type Condition = CustomRule['conditions'][number];
