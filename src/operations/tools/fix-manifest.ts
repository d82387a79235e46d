import type { Placed } from '../../check/findings.ts';
import { noSuchRule, rulesNamed } from '../../configuration/find-rule.ts';
import { WritError } from '../../core/errors.ts';
import type { Unjudged } from '../../core/finding.ts';
import type { Rule } from '../../core/rule.ts';
import type { Decided } from '../deciding/decided.ts';
import { fixFile } from '../repair/fix-file.ts';
import type { FixCall } from './fix-call.ts';
import { deploymentNamed, refuseUnfound } from './evaluate-deployment-policies.ts';
import { fixReplyOf } from './fix-reply.ts';
import type { FixReply } from './fix-shape.ts';
import { judgeCall, readLimits, type RiskOf } from './judge-call.ts';
import type { Call } from './open-call.ts';
import { titlesOf } from './rule-names.ts';
import type { ToolContext } from './tool.ts';
import { withCallStore } from './with-call-store.ts';

const limits = {
  documents: readLimits.maxDocuments,
  depth: readLimits.maxDepth,
  expansion: 100_000,
} as const;

/** What would become of a manifest. Nobody writes it but who gave it: there is nothing to confirm. */
export function fixManifest(call: Call, asked: FixCall, context: ToolContext): Promise<FixReply> {
  const { namespace, deployment, dryRun, profile = null } = asked;
  return withCallStore(context, async (store) => {
    const isMeant = deploymentNamed(namespace, deployment);
    const judged = await judgeCall(call, { profile, isMeant, store, namespace });
    refuseUnfound(judged, namespace, deployment);
    const [one] = judged.asked;
    if (one === undefined || judged.unjudged.length > 0) throw unread(judged.unjudged);
    const { file, document, base } = one.placed;
    const text = await textOf(file, call);
    const rules = judged.repairs(riskAsked(asked, judged.decided));
    const repair = { rules, limits, judge: (placed: Placed) => judged.again(placed) };
    const { fixed, left } = await fixFile(file, text, [{ document, base }], repair);
    const files = fixed === null ? [] : [fixed];
    const result = { files, left, problems: [], written: false, undo: null, live: null };
    const titleOf = titlesOf(judged.decided.rules.map(({ rule }) => rule));
    return { namespace, deployment, dryRun, ...fixReplyOf(result, titleOf), notes: judged.notes };
  });
}

async function textOf(file: string, { context }: Call): Promise<string> {
  for await (const source of context.inputs.open([file], { fileSize: readLimits.maxFileSize * 1_048_576 }))
    if ('text' in source) return source.text;
  throw new WritError('INPUT_UNREADABLE', 'it was there a moment ago, and is not now', { where: { file } });
}

/** The largest risk that is taken for each rule that is meant. */
function riskAsked({ risk = 'high', rules }: FixCall, decided: Decided): RiskOf {
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
