import { z } from 'zod';
import { risks } from '../../core/rule.ts';
import type { Told } from './tool.ts';

const rule = {
  ruleId: z.string(),
  ruleName: z.string(),
  aliases: z.array(z.string()),
} as const;

const reasoned = z.object({ ...rule, reason: z.string() });

const operation = z.object({ op: z.string(), path: z.string(), value: z.unknown().optional() });

const side = z.object({
  violations: z.number().int().describe('at how many places rules are broken'),
  rules: z.record(z.string(), z.number().int()).describe('at how many, by rule'),
});

/** What became, or would become, of a deployment's violations. */
export const fixShape = z.object({
  namespace: z.string(),
  deployment: z.string(),
  dryRun: z.boolean(),
  applied: z.boolean().describe('whether anything was changed; manifests of a call are never'),
  plan: z
    .string()
    .nullable()
    .describe('to be given as confirm, to make exactly the changes in patch; null where none waits'),
  undo: z.string().nullable().describe('to be given to rollback_policy_fix, to take back what was changed'),
  fixed: z
    .array(
      z.object({
        ...rule,
        status: z
          .enum(['done', 'waits', 'proposed', 'failed'])
          .describe('waits: for a confirmation; failed: it was changed, and its rollout failed'),
        risk: z.enum(risks).describe('what the repair could break'),
        caution: z.string().nullable().describe('the same in words; null where it is safe'),
      }),
    )
    .describe('rules whose repair is in the patch; each was judged again and holds then'),
  failed: z
    .array(reasoned)
    .describe('rules whose repair would not have helped, or made something else wrong'),
  unchanged: z
    .array(z.object({ ...rule, risk: z.enum(risks), reason: z.string() }))
    .describe('rules whose repair risks more than was asked for'),
  manual: z.array(reasoned).describe('rules that only a person can satisfy, and what is asked'),
  patch: z.array(operation).describe('RFC 6902: every change, done or not; secrets are masked'),
  inverse: z.array(operation).describe('the way back'),
  diff: z.string().nullable().describe('the same as a diff of the manifest; null where nothing changes'),
  instead: z
    .string()
    .nullable()
    .describe('where the change is to be made instead, of what Helm, Argo CD or Flux would change back'),
  before: side,
  after: side,
  notes: z.array(z.string()),
});

/** The same as a type. */
export type FixReply = Told<z.infer<typeof fixShape>>;
