import { z } from 'zod';
import { ruleId, words } from './words.ts';

const control = z
  .strictObject({
    id: words.describe('the number of the control, such as A.8.9'),
    title: words.describe('what it demands'),
    rules: z.array(words).default([]).describe('rules that are evidence for it'),
    strength: z
      .enum(['direct', 'partial', 'weak'])
      .default('partial')
      .describe('how much of the control the rules show'),
    reason: words.optional().describe('why it cannot be assessed from manifests'),
  })
  .refine(
    ({ rules, reason }) => rules.length > 0 !== (reason !== undefined),
    'needs either `rules`, or the `reason` why it cannot be assessed here',
  );

/** A framework of an organization's own: controls, and the rules that are evidence for them. */
export const frameworkShape = z.strictObject({
  id: ruleId.describe('the name for --framework and for the compliance list'),
  title: words.describe('its name in reports'),
  version: words.optional().describe('which edition'),
  url: z.url('must be a URL').optional().describe('where to read it'),
  controls: z.array(control).min(1).describe('what it demands'),
});
