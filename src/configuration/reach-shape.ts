import { z } from 'zod';
import { words } from './words.ts';

const texts = z.record(z.string(), z.string());

const expression = z
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
    matchLabels: texts.default({}).describe('labels and their values, all of which must be there'),
    matchExpressions: z.array(expression).default([]).describe('as in Kubernetes'),
  })
  .refine(
    ({ matchLabels, matchExpressions }) => Object.keys(matchLabels).length > 0 || matchExpressions.length > 0,
    'is empty and would mean everything; give it `matchLabels` or `matchExpressions`, or leave it out',
  );

const namespacePattern = words.describe('a name; * stands for any characters');

/** Which objects something concerns: by namespace and by label. */
export const reach = {
  namespaces: z.array(namespacePattern).min(1).optional().describe('only these namespaces'),
  excludedNamespaces: z.array(namespacePattern).default([]).describe('all but these namespaces'),
  selector: labelSelector.optional().describe('only objects with these labels'),
};

/** Which objects something concerns; unstated parts do not narrow. */
export type Reach = z.output<z.ZodObject<typeof reach>>;

/** Which objects an exemption lifts a rule for; it must say something. */
export const resourceSelector = z
  .strictObject({
    kinds: z.array(words).min(1).optional().describe('only these kinds'),
    names: z.array(words).min(1).optional().describe('only these names; * stands for any characters'),
    namespaces: z.array(namespacePattern).min(1).optional().describe('only these namespaces'),
    labels: labelSelector.optional().describe('only objects with these labels'),
  })
  .refine(
    (value) => Object.values(value).some((part) => part !== undefined),
    'is empty and would mean everything; name `kinds`, `names`, `namespaces` or `labels`',
  );
