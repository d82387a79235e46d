import { z } from 'zod';
import { strengths } from './framework.ts';

const words = z.string().trim().regex(/\S/, 'must not be empty');

const control = z
  .strictObject({
    id: words.describe('the number of the control, such as A.8.9'),
    title: words.describe('what it demands'),
    rules: z
      .array(words)
      .default([])
      .describe('rules that are evidence for it, by id, code or alias; also your own'),
    strength: z.enum(strengths).default('partial').describe('how much of the control the rules show'),
    reason: words.optional().describe('why it cannot be assessed from manifests'),
  })
  .refine(
    ({ rules, reason }) => rules.length > 0 !== (reason !== undefined),
    'needs either `rules`, or the `reason` why it cannot be assessed here',
  );

/** A framework of an organization's own: controls, and the rules that are evidence for them. */
export const frameworkShape = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/,
      'must be small letters, digits and dashes, such as `acme-baseline`',
    )
    .max(63, 'must have at most 63 characters')
    .describe('the name for --framework and for the compliance list'),
  title: words.describe('its name in reports'),
  version: words.optional().describe('which edition'),
  url: z.url('must be a URL').optional().describe('where to read it'),
  caution: words.optional().describe('what a reader of its numbers must know'),
  controls: z.array(control).min(1).describe('what it demands'),
});

/** The same as a file of its own; the published JSON Schema is made from it. */
export const frameworkFileShape = frameworkShape
  .extend({
    apiVersion: z.literal('writ/v1').optional(),
    kind: z.literal('Framework').optional(),
    $schema: z.string().optional().describe('where editors find the schema of this file'),
  })
  .meta({ title: 'Framework of Writ' });

/** A framework as it was written. */
export type FrameworkAsWritten = z.output<typeof frameworkShape>;
