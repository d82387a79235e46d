import { z } from 'zod';
import { previewFor, type Change, type ConfigPreviewResult } from '../config-preview.ts';
import {
  configPathArgument,
  configurationArgument,
  judgingArguments,
  namespaceArgument,
  sourcesArgument,
} from './call-shapes.ts';
import { readLimits } from './judge-call.ts';
import { invalid, openCall, withLive } from './open-call.ts';
import { reportCall } from './report-call.ts';
import { defineTool, type Told } from './tool.ts';
import { resourceShape } from './verdict-shape.ts';

/** How many changes of each sort are listed: the figures count all. */
const mostListed = 200;

const count = z.number().int().nonnegative();

const changed = z.object({
  ruleId: z.string(),
  resource: resourceShape,
  path: z.string(),
  severity: z.string(),
  message: z.string(),
  what: z.string(),
});

const side = z.object({
  compliance: z.number().nullable(),
  coverage: z.number().nullable(),
  rules: count,
  failed: count.describe('verdicts that block'),
  warned: count,
  exempted: count,
});

const output = z.object({
  namespace: z.string().nullable(),
  current: side.describe('by the configuration that is at work, or by none'),
  proposed: side.describe('measured like the current one: what is switched off raises no score'),
  change: z.number().nullable().describe('points of compliance'),
  verdict: z
    .enum(['same', 'stricter', 'weaker', 'mixed'])
    .describe('weaker: something is no longer found, or no longer blocks; nothing is repaired by that'),
  newViolations: z.array(changed).describe('found by the proposed configuration only'),
  lostViolations: z.array(changed).describe('no longer found, and not repaired'),
  changedViolations: z.array(changed).describe('counted otherwise'),
  total: z.object({ new: count, lost: count, changed: count }).describe('how many there are, listed or not'),
  rulesAdded: z.array(z.string()),
  rulesRemoved: z.array(z.string()),
  resources: count.describe('how many objects were looked at; 0: nothing is known'),
  notes: z.array(z.string()),
});

type Output = Told<z.infer<typeof output>>;

export const previewPolicyImpact = defineTool({
  name: 'preview_policy_impact',
  summary: 'Show what a configuration would change before it does: finding by finding, and in the score.',
  effect: 'read',
  input: z.strictObject({
    configuration: configurationArgument.describe('the proposed configuration, as its text or as JSON'),
    configPath: configPathArgument,
    current: configurationArgument.describe(
      'what it is compared with (default: the one that is at work, else none)',
    ),
    namespace: namespaceArgument.optional().describe('only this namespace (default: all)'),
    profile: judgingArguments.profile,
    sources: sourcesArgument,
  }),
  output,

  async run(input, context) {
    const { sources, current, configuration, configPath, namespace = null, profile = null } = input;
    if (configuration === undefined && configPath === undefined)
      throw invalid('no configuration is proposed', 'Give it as configuration: its text, or JSON.');
    const call = await openCall(
      { sources, configuration: current, proposed: { configuration, configPath } },
      context,
    );
    const paths = call.paths;
    const asked = { paths, namespace, crds: [], now: null, ...readLimits };
    const found = await withLive(call, namespace, (live) =>
      previewFor({ ...asked, config: call.proposed, current: call.config, live }, call.context),
    );
    const before = await reportCall(call, { config: call.config, profile, namespace, records: false });
    const after = await reportCall(call, { config: call.proposed, profile, namespace, records: false });
    const [was, is] = [before.report.scores, after.report.scores];
    return {
      namespace,
      current: { ...sideOf(found.current), compliance: was.overall, coverage: was.coverage },
      proposed: { ...sideOf(found.proposed), compliance: is.overall, coverage: is.coverage },
      change: was.overall === null || is.overall === null ? null : points(is.overall - was.overall),
      verdict: verdictOf(found),
      newViolations: listed(found.added),
      lostViolations: listed(found.lost),
      changedViolations: listed(found.changed),
      total: { new: found.added.length, lost: found.lost.length, changed: found.changed.length },
      rulesAdded: found.rulesAdded,
      rulesRemoved: found.rulesLost,
      resources: found.proposed.summary.resources,
      notes: found.notes,
    };
  },
});

function sideOf({ summary }: ConfigPreviewResult['current']) {
  const { rules, fail, warn, excepted } = summary;
  return { rules, failed: fail, warned: warn, exempted: excepted };
}

/** Two decimals. */
function points(difference: number): number {
  return Math.round(difference * 100) / 100;
}

const weakening = /^fail becomes|becomes excepted$/;
const tightening = /becomes fail$|^excepted becomes/;

/** Whether more or less is asked for; a change of severity alone is neither. */
function verdictOf({ added, lost, changed: other }: ConfigPreviewResult): Output['verdict'] {
  const isWeaker = lost.length > 0 || other.some(({ what }) => weakening.test(what));
  const isStricter = added.length > 0 || other.some(({ what }) => tightening.test(what));
  if (isWeaker) return isStricter ? 'mixed' : 'weaker';
  return isStricter ? 'stricter' : 'same';
}

function listed(changes: readonly Change[]): Output['newViolations'] {
  return changes.slice(0, mostListed).map(({ policy, resource, path, severity, message, what }) => {
    const { apiVersion, kind, namespace, name } = resource;
    return { ruleId: policy, resource: { apiVersion, kind, namespace, name }, path, severity, message, what };
  });
}
