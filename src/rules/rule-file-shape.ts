import { z } from 'zod';
import type { JsonPointer, JsonValue } from '../core/json.ts';
import { isResource, type Resource } from '../core/resource.ts';
import { severities } from '../core/severity.ts';

const words = z.string().trim().regex(/\S/, 'must not be empty');
const identifier = z.string().regex(/^[_a-zA-Z][_a-zA-Z0-9]*$/, 'must be an identifier');
const named = z.strictObject({
  name: identifier.describe('read as variables.<name> by the expressions after it'),
  expression: words.describe('CEL'),
});
const pointer = z
  .string()
  .regex(/^(?:\/.*)?$/, 'must be a JSON pointer (RFC 6901), such as /metadata/labels/team')
  .transform((text) => text as JsonPointer);
const json: z.ZodType<JsonValue> = z.any();

const resources = z.strictObject({
  groups: z.array(z.string()).min(1).describe('API groups; the core group is the empty text'),
  versions: z.array(words).min(1).default(['*']).describe('versions of the groups; * means every one'),
  resources: z.array(words).min(1).describe('plural names, such as deployments'),
});

const subject = z
  .union(
    [
      z.literal('workload'),
      z.strictObject({
        resources: z.array(resources).min(1).describe('the kinds that the rule judges'),
        variables: z.array(named).default([]).describe('what makes these kinds alike'),
      }),
    ],
    'must be `workload`, or an object with `resources`',
  )
  .describe(
    'what is judged; workload: all eight pod-bearing kinds, with variables.podSpec and variables.containers',
  );

const untilAnswered = 'taken until somebody answers; without it the rule is skipped until then';
const prompt = words.describe('the question, as a person is asked it');
const question = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text').describe('the answer is one text'),
    prompt,
    default: z.string().optional().describe(untilAnswered),
  }),
  z.strictObject({
    type: z.literal('flag').describe('the answer is true or false'),
    prompt,
    default: z.boolean().optional().describe(untilAnswered),
  }),
  z.strictObject({
    type: z.literal('number').describe('the answer is a number'),
    prompt,
    default: z.number().optional().describe(untilAnswered),
  }),
  z.strictObject({
    type: z.literal('list').describe('the answer is a list of texts'),
    prompt,
    default: z.array(z.string()).optional().describe(untilAnswered),
  }),
]);

const edit = z.union(
  [
    z.strictObject({
      set: pointer.describe('the field to set'),
      to: json.describe('its value, or {answer: key} for the answer to a question'),
      when: z.literal('absent').optional().describe('absent: a value that is there is kept'),
    }),
    z.strictObject({
      append: pointer.describe('the list to append to'),
      value: json.describe('the element, or {answer: key}'),
    }),
    z.strictObject({ rename: pointer.describe('the field to rename'), to: words.describe('its new name') }),
    z.strictObject({ remove: pointer.describe('the field to remove') }),
  ],
  'must be one of `set` with `to`, `append` with `value`, `rename` with `to`, `remove`',
);

const object = z
  .custom<Resource>((value) => isResource(value as JsonValue), 'must have apiVersion and kind')
  .meta({
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', description: 'its group and version, such as apps/v1' },
      kind: { type: 'string', description: 'its kind, such as Deployment' },
    },
    description: 'an object as it would be applied',
  });

const example = z.strictObject({
  because: words.describe('why the verdict is what it is'),
  resource: object,
  beside: z
    .array(object)
    .optional()
    .describe('other objects that are there, among which is looked up; without it there are none'),
  answers: z
    .record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]))
    .optional()
    .describe('answers to the questions, by key'),
  minor: z.int().min(25).optional().describe('the Kubernetes minor at which the verdict holds'),
});

const check = z.strictObject({
  id: words.optional().describe('stable within the rule; without it, check-1, check-2 …'),
  expression: words.describe('CEL; true means compliant'),
  message: words.describe('what is wrong where it is false'),
});

const remedy = z.strictObject({
  advice: words.describe('what to do, as one sentence in the imperative'),
  risk: z
    .enum(['safe', 'low', 'medium', 'high', 'person'])
    .default('person')
    .describe('what the edits could break; person: facts are missing'),
  caution: words.nullable().default(null).describe('what the edits could break, as a sentence'),
  edits: z
    .array(edit)
    .default([])
    .describe('the repair, rooted at the pod spec of a workload, else at the object'),
});

const lookup = {
  kinds: z
    .array(words)
    .min(1)
    .describe('what is found: Kind of the core group, group/Kind of another, * for every kind'),
  within: z
    .enum(['namespace', 'cluster'])
    .default('namespace')
    .describe('where is looked: in the namespace of the object, or in all of them'),
  by: z
    .enum(['name', 'labels', 'selector', 'owner', 'host-path', 'references'])
    .describe(
      'what the key is: name, their name; labels, a selector that selects them or the pods that they make; selector, labels that they select; owner and references, Kind/name of what owns them or of what they name, of a subject of a binding also Kind/namespace/name; host-path, host/path that they serve, or class host/path with the class that serves it',
    ),
  key: words.describe('CEL over the object; a text, a list of texts, or for labels and selector a map'),
  most: z
    .int()
    .min(1)
    .optional()
    .describe('how many are given at most for each text of the key: two tell that there is another one'),
};
const found = 'what is looked up among other objects, read as variables.<key>';

const source = z.strictObject({
  title: words.describe('where the requirement comes from'),
  section: words.nullable().default(null).describe('where in it'),
  url: z.url().describe('where to read it'),
});

/** The shape of a rule file; the published JSON Schema is made from it. */
export const ruleFileShape = z
  .strictObject({
    apiVersion: z.literal('writ/v1').describe('the version of this form'),
    kind: z.literal('Rule').describe('what this file is'),
    id: z
      .string()
      .regex(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/, 'must be lower-case words joined by hyphens')
      .max(63)
      .describe('unique and never reused; the name seen in clusters'),
    title: words.describe('what is wrong when it is broken'),
    why: words.describe('what goes wrong without it, for a manager to read'),
    severity: z.enum(severities).describe('how bad a violation is'),
    category: z
      .enum(['security', 'operations', 'compliance', 'performance', 'cost'])
      .default('security')
      .describe('what it is for'),
    sources: z.array(source).default([]).describe('where the requirement comes from'),
    subject,
    ask: z
      .record(identifier, question)
      .default({})
      .describe('what only the organization knows; an answer becomes variables.<key>'),
    variables: z.array(named).default([]).describe('expressions with a name, each seeing those before it'),
    related: z
      .record(identifier, z.strictObject(lookup).describe('objects that are found by a key'))
      .default({})
      .describe(`${found}; where not all of them are known the rule is skipped, and it cannot be enforced`),
    unless: z
      .record(
        identifier,
        z
          .strictObject({ ...lookup, when: words.describe('CEL; true releases the object from the rule') })
          .describe('objects that may release'),
      )
      .optional()
      .describe(`${found} by \`when\`; where they are unknown the rule holds without them`),
    check: z.array(check).min(1).describe('conditions, all of which must be true'),
    asWritten: z
      .boolean()
      .optional()
      .describe(
        'true: the fault shows only in a manifest, because the API server rewrites it before it asks',
      ),
    remedy: remedy.optional().describe('what to do about a violation'),
    covers: z.array(words).default([]).describe('ids of rules that are only a consequence of this cause'),
    limits: z.array(words).default([]).describe('what the rule does not look at, as sentences'),
    prove: z
      .strictObject({
        pass: z.array(example).min(1).describe('objects that must pass'),
        fail: z.array(example).min(1).describe('objects that must fail'),
      })
      .describe('objects whose verdict is known beforehand'),
  })
  .meta({ title: 'Rule of Writ' });

/** A rule file that has the shape. */
export type RuleFile = z.output<typeof ruleFileShape>;
