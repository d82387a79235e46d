import { z } from 'zod';
import { isDate } from '../manifests/suppressions.ts';

const words = z.string().trim().regex(/\S/, 'must not be empty');
const list = (item: z.ZodString, what: string) => z.array(item).min(1).optional().describe(what);

const requirement = z
  .strictObject({
    key: words.describe('the label'),
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']).describe('as in Kubernetes'),
    values: z.array(z.string()).default([]).describe('for In and NotIn'),
  })
  .refine(
    ({ operator, values }) => (operator === 'In' || operator === 'NotIn') === values.length > 0,
    'needs `values` for In and NotIn, and none for Exists and DoesNotExist',
  );

/** A label selector, which must say something: an empty one would mean everything. */
export const labelSelector = z
  .strictObject({
    matchLabels: z
      .record(z.string(), z.string())
      .default({})
      .describe('labels and their values, all of them'),
    matchExpressions: z.array(requirement).default([]).describe('as in Kubernetes'),
  })
  .refine(
    ({ matchLabels, matchExpressions }) => Object.keys(matchLabels).length + matchExpressions.length > 0,
    'is empty and would mean everything: give it `matchLabels` or `matchExpressions`, or leave it out',
  );

/** Which objects an exception is for; it must say something. */
export const selectorShape = z
  .strictObject({
    kinds: list(
      z.string().regex(/^(?:[A-Z][A-Za-z0-9]*|\*)$/, 'must be a kind, such as Deployment'),
      'kinds, such as Deployment',
    ),
    namespaces: list(words, 'namespaces; * stands for any characters'),
    names: list(words, 'names; * stands for any characters'),
    containers: list(words, 'containers; what is found outside of them is not lifted'),
    labels: labelSelector.optional().describe('labels of the object'),
    files: list(words, 'files, as findings name them; * stands for any characters'),
    vulnerabilities: list(words, 'vulnerabilities of images, such as CVE-2026-31001'),
  })
  .refine(
    (value) => Object.values(value).some((part) => part !== undefined),
    "is empty and would mean everything: say which `kinds`, `namespaces`, `names`, `containers`, `labels`, `files` or `vulnerabilities`; `namespaces: ['*']` is everything",
  );

/** An exception file as it is written; JSON Schema is made from it. */
export const exceptionShape = z
  .strictObject({
    apiVersion: z.literal('writ/v1'),
    kind: z.literal('Exception'),
    rules: z.array(words).min(1).describe('ids, codes or aliases of the rules that are lifted'),
    selector: selectorShape.describe('for which objects: every part that is given must match'),
    reason: words.describe('why this is acceptable'),
    approver: words.describe('who answers for it'),
    until: z
      .string()
      .refine(isDate, 'must be a day as YYYY-MM-DD, such as 2027-01-31')
      .describe('the last day on which it counts, in UTC'),
  })
  .meta({ title: 'Exception of Writ' });

/** What a valid exception file holds. */
export type ExceptionFile = z.output<typeof exceptionShape>;
