import { z } from 'zod';
import { mechanical } from '../repair/fix-parameters.ts';
import { deploymentArguments, waitArgument } from './call-shapes.ts';

/** What auto_fix_policy_violations takes. */
export const fixCallShape = z.strictObject({
  ...deploymentArguments,
  dryRun: z.boolean().default(false).describe('only show what would be changed'),
  risk: z
    .enum(mechanical)
    .optional()
    .describe('the most that a repair may break (default: whatever can be repaired mechanically is planned)'),
  rules: z
    .array(z.string().min(1).max(100))
    .max(500)
    .optional()
    .describe('only these rules, by id, code or alias (default: all)'),
  waitSeconds: waitArgument,
  confirm: z.string().max(100).optional().describe('the id of the plan that is to be carried out'),
});

/** The same as a type. */
export type FixCall = z.infer<typeof fixCallShape>;
