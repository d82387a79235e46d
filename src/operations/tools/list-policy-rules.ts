import { z } from 'zod';
import { categoryNames } from '../../configuration/words.ts';
import type { Rule } from '../../core/rule.ts';
import { risks } from '../../core/rule.ts';
import { severities } from '../../core/severity.ts';
import { evidenceOf } from '../../frameworks/index.ts';
import { profileNames, profiles } from '../../rules/profiles.ts';
import { standings, type Standing } from '../deciding/rule-standing.ts';
import { judgingArguments } from './call-shapes.ts';
import { aliasesOf } from './rule-names.ts';
import { configurationAt, openCall } from './open-call.ts';
import { defineTool, type Told } from './tool.ts';

const listed = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  aliases: z.array(z.string()),
  description: z.string().describe('why it is asked for'),
  category: z.string(),
  severity: z.enum(severities).describe('as it counts here'),
  kinds: z.array(z.string()).describe('what it judges'),
  enabled: z.boolean(),
  why: z.string().describe('the setting, or the profile, by which it is on or off'),
  decided: z.boolean().describe('whether a setting decides about it, not only the profile'),
  enforcement: z.enum(['strict', 'advisory', 'disabled']).describe('as it holds here'),
  enforcedBy: z.string().describe('the setting by which it is enforced so'),
  blocks: z.boolean().describe('whether a violation blocks; else it warns'),
  owner: z.string().describe('who looks after it'),
  source: z.enum(['catalogue', 'configuration']),
  canAutoFix: z.boolean().describe('whether it has a mechanical repair'),
  fixRisk: z.enum(risks).describe('what the repair could break; person: there is none'),
  autoFix: z
    .object({ approved: z.boolean(), by: z.string().nullable() })
    .describe('whether its repair is approved beforehand, and by which setting'),
  question: z.string().nullable().describe('what must be answered before it judges; null where nothing must'),
  metadata: z.object({
    profiles: z.array(z.string()),
    frameworks: z.array(z.string()),
    sources: z.array(z.string()),
  }),
});

export const listPolicyRules = defineTool({
  name: 'list_policy_rules',
  summary:
    'List the rules: what each asks for, whether it is enabled and why, who owns it, what its repair risks.',
  effect: 'read',
  input: z.strictObject({
    category: z.enum(categoryNames).optional().describe('only rules of this category'),
    severity: z.enum(severities).optional().describe('only rules of this severity'),
    enabled: z.boolean().optional().describe('only rules that are on, or off'),
    ...judgingArguments,
  }),
  output: z.object({
    rules: z.array(listed),
    total: z.number().int(),
    enabled: z.number().int().describe('how many of them are on'),
    notes: z.array(z.string()),
  }),

  async run({ category, severity, enabled, profile, configuration }, context) {
    const call = await openCall({ configuration, sources: [{ text: '' }] }, context);
    const { opened, notes } = await configurationAt(call);
    const rules = standings(opened, profile ?? null)
      .filter((one) => category === undefined || one.rule.category === category)
      .filter((one) => severity === undefined || one.rule.severity === severity)
      .filter((one) => enabled === undefined || one.enabled === enabled)
      .map(told);
    return { rules, total: rules.length, enabled: rules.filter((one) => one.enabled).length, notes };
  },
});

function told(standing: Standing): Told<z.infer<typeof listed>> {
  const { rule, approved, approvedBy, ...rest } = standing;
  const { id, title, why, category, severity, remedy, sources } = rule;
  const isFixable = remedy.edits.length > 0 && remedy.risk !== 'person';
  return {
    ruleId: id,
    ruleName: title,
    aliases: aliasesOf(rule),
    description: why,
    category,
    severity,
    kinds: kindsOf(rule),
    ...rest,
    canAutoFix: isFixable,
    fixRisk: isFixable ? remedy.risk : 'person',
    autoFix: { approved: isFixable && isApproved(remedy.risk, approved), by: approvedBy },
    metadata: {
      profiles: profileNames.filter((name) => profiles[name].rules.includes(id)),
      frameworks: evidenceOf(id).map(({ framework }) => framework.title),
      sources: sources.map((source) => source.url),
    },
  };
}

/** Whether a repair of some risk is approved beforehand. */
export function isApproved(risk: Rule['remedy']['risk'], approved: Standing['approved']): boolean {
  return approved !== null && risks.indexOf(risk) <= risks.indexOf(approved);
}

function kindsOf({ subject }: Rule): readonly string[] {
  return [...new Set(subject.resources.flatMap(({ resources }) => resources))];
}
