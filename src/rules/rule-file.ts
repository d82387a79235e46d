import { z } from 'zod';
import type { JsonObject, JsonPointer, JsonValue } from '../core/json.ts';
import { child } from '../core/json.ts';
import type { Rule, RuleSubject } from '../core/rule.ts';
import { isResource, type Resource } from '../core/resource.ts';
import { severities } from '../core/severity.ts';
import { workload } from './_subjects.ts';

const words = z.string().trim().min(1);
const named = z.strictObject({
  name: z
    .string()
    .regex(/^[_a-zA-Z][_a-zA-Z0-9]*$/, 'must be an identifier')
    .describe('read as variables.<name> by the expressions after it'),
  expression: words.describe('CEL'),
});
const pointer = z
  .string()
  .regex(/^(?:\/.*)?$/, 'must be a JSON pointer (RFC 6901)')
  .transform((text) => text as JsonPointer);
const json: z.ZodType<JsonValue> = z.any();

const resources = z.strictObject({
  groups: z.array(z.string()).min(1).describe('API groups; the core group is empty'),
  versions: z.array(words).min(1).default(['*']),
  resources: z.array(words).min(1).describe('plural names, such as deployments'),
});

const question = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), prompt: words, default: z.string().optional() }),
  z.strictObject({ type: z.literal('flag'), prompt: words, default: z.boolean().optional() }),
  z.strictObject({ type: z.literal('number'), prompt: words, default: z.number().optional() }),
  z.strictObject({ type: z.literal('list'), prompt: words, default: z.array(z.string()).optional() }),
]);

const edit = z.union([
  z.strictObject({ set: pointer, to: json, when: z.literal('absent').optional() }),
  z.strictObject({ append: pointer, value: json }),
  z.strictObject({ rename: pointer, to: words }),
  z.strictObject({ remove: pointer }),
]);

const example = z.strictObject({
  because: words.describe('why the verdict is what it is'),
  resource: z.custom<Resource>((value) => isResource(value as JsonValue), 'needs apiVersion and kind'),
  answers: z
    .record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]))
    .optional(),
  minor: z.int().min(25).optional().describe('the Kubernetes minor at which the verdict holds'),
});

/** The shape of a rule file; the published JSON Schema is made from it. */
export const ruleFile = z.strictObject({
  apiVersion: z.literal('writ/v1'),
  kind: z.literal('Rule'),
  id: z
    .string()
    .regex(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/, 'must be lower-case words joined by hyphens')
    .max(63)
    .describe('unique and never reused; the name seen in clusters'),
  title: words.describe('what is wrong when it is broken'),
  why: words.describe('what goes wrong without it, for a manager to read'),
  severity: z.enum(severities),
  category: z.enum(['security', 'operations', 'compliance', 'performance', 'cost']).default('security'),
  sources: z
    .array(z.strictObject({ title: words, section: words.nullable().default(null), url: z.url() }))
    .default([]),
  subject: z
    .union([
      z.literal('workload'),
      z.strictObject({ resources: z.array(resources).min(1), variables: z.array(named).default([]) }),
    ])
    .describe('workload: all eight pod-bearing kinds, with variables.podSpec and variables.containers'),
  ask: z.record(z.string(), question).default({}),
  variables: z.array(named).default([]),
  check: z
    .array(
      z.strictObject({
        id: words.optional(),
        expression: words.describe('CEL; true means compliant'),
        message: words,
      }),
    )
    .min(1),
  remedy: z
    .strictObject({
      advice: words,
      risk: z.enum(['safe', 'low', 'medium', 'high', 'person']).default('person'),
      caution: words.nullable().default(null),
      edits: z.array(edit).default([]),
    })
    .optional(),
  covers: z.array(words).default([]),
  limits: z.array(words).default([]),
  prove: z.strictObject({ pass: z.array(example).min(1), fail: z.array(example).min(1) }),
});

/** What is wrong with a rule file, and where in it. */
export interface RuleFileProblem {
  readonly pointer: JsonPointer;
  readonly message: string;
}

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
): { readonly rule: Rule } | { readonly problems: readonly RuleFileProblem[] } {
  const parsed = ruleFile.safeParse(value);
  if (parsed.success) return { rule: toRule(parsed.data) };
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({
      pointer: path.reduce<JsonPointer>(
        (at, key) => child(at, typeof key === 'number' ? key : String(key)),
        '',
      ),
      message,
    })),
  };
}

type RuleFile = z.output<typeof ruleFile>;

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
