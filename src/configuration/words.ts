import { z } from 'zod';

/** Text that says something. */
export const words = z.string().trim().regex(/\S/, 'must not be empty');

/** The document's five categories. */
export const categoryNames = ['security', 'compliance', 'performance', 'cost', 'operations'] as const;

/** Where messages may go. */
export const channelNames = ['slack', 'teams', 'webhook', 'email'] as const;

/** A rule's id. */
export const ruleId = z
  .string()
  .regex(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/, 'must be lower-case words joined by hyphens')
  .max(63, 'must have at most 63 characters');
