import { z } from 'zod';
import { noSuchRule, rulesNamed } from '../../configuration/find-rule.ts';
import { WritError } from '../../core/errors.ts';
import type { Unjudged } from '../../core/finding.ts';
import { risks, type Rule } from '../../core/rule.ts';
import { hiddenIn } from '../../manifests/hidden.ts';
import type { Decided } from '../decided.ts';
import { deploymentArguments } from './call-shapes.ts';
import { deploymentNamed, refuseUnfound } from './evaluate-deployment-policies.ts';
import { fixReplyOf } from './fix-reply.ts';
import { fixShape, type FixReply } from './fix-shape.ts';
import { fixedDiff } from './fixed-diff.ts';
import { judgeCall, type RiskOf } from './judge-call.ts';
import { openCall } from './open-call.ts';
import { defineTool, type Planned, type ToolContext } from './tool.ts';
import { withCallStore } from './with-call-store.ts';

const mechanical = risks.filter((risk) => risk !== 'person');

const input = z.strictObject({
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
  confirm: z.string().max(100).optional().describe('the id of the plan that is to be carried out'),
});

type Input = z.infer<typeof input>;

export const autoFixPolicyViolations = defineTool({
  name: 'auto_fix_policy_violations',
  summary:
    'Repair what can safely be repaired in a deployment: a plan first, which is carried out when it is confirmed.',
  effect: 'write',
  input,
  output: fixShape,
  plan: (asked: Input, context) => planManifest(asked, context),
});

/** What would become of a manifest. Nobody writes it but who gave it: there is nothing to confirm. */
async function planManifest(asked: Input, context: ToolContext): Promise<Planned<FixReply>> {
  const { namespace, deployment, dryRun } = asked;
  const call = await openCall(asked, context);
  return withCallStore(context, async (store) => {
    const isMeant = deploymentNamed(namespace, deployment);
    const judged = await judgeCall(call, { profile: asked.profile ?? null, isMeant, store, namespace });
    refuseUnfound(judged, namespace, deployment);
    const [one] = judged.asked;
    if (one === undefined || judged.unjudged.length > 0) throw unread(judged.unjudged);
    const riskOf = riskAsked(asked, judged.decided);
    const repaired = judged.repair(one.placed, riskOf);
    const output = {
      namespace,
      deployment,
      dryRun,
      applied: false,
      plan: null,
      undo: null,
      ...fixReplyOf(repaired, hiddenIn(one.placed.resource).values),
      diff: await fixedDiff(call, judged, { asked: one, repaired, riskOf }),
      notes: judged.notes,
    };
    return { id: null, output, approved: null, apply: () => Promise.resolve(output) };
  });
}

/** The largest risk that is taken for each rule that is meant. */
function riskAsked({ risk = 'high', rules }: Input, decided: Decided): RiskOf {
  if (rules === undefined) return () => risk;
  const all = decided.rules.map(({ rule }) => rule);
  const meant = new Set(rules.flatMap((name) => ruleNamed(name, all)));
  return ({ rule }) => (meant.has(rule.id) ? risk : null);
}

function ruleNamed(name: string, all: readonly Rule[]): readonly string[] {
  const found = rulesNamed(name, all);
  if (found.length > 0) return found.map(({ id }) => id);
  throw new WritError('RULE_UNKNOWN', noSuchRule(name, all), { hint: 'list_policy_rules lists them.' });
}

/** What cannot be read is not repaired: half of it would be lost. */
function unread([first]: readonly Unjudged[]): WritError {
  if (first === undefined) return new WritError('OBJECT_UNKNOWN', 'there is nothing to repair');
  const { file, line, column, message } = first;
  return new WritError('INPUT_UNREADABLE', `nothing was repaired: ${message}`, {
    where: { file, line, column },
  });
}
