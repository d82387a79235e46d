import { z } from 'zod';
import { severities } from '../../core/severity.ts';
import { suggestFor } from '../config-suggest.ts';
import { judgingArguments, namespaceArgument, sourcesArgument } from './call-shapes.ts';
import { readLimits } from './judge-call.ts';
import { openCall, withLive } from './open-call.ts';
import { aliasesOf } from './rule-names.ts';
import { defineTool } from './tool.ts';

export const suggestPolicyCustomizations = defineTool({
  name: 'suggest_policy_customizations',
  summary: 'Suggest what to decide about the rules that are broken most; no rule is switched off.',
  effect: 'read',
  input: z.strictObject({
    namespace: namespaceArgument.optional().describe('only this namespace (default: all)'),
    minOccurrences: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(2)
      .describe('only rules that are broken in as many objects'),
    sources: sourcesArgument,
    configuration: judgingArguments.configuration,
  }),
  output: z.object({
    suggestions: z.array(
      z.object({
        ruleId: z.string(),
        ruleName: z.string(),
        aliases: z.array(z.string()),
        severity: z.enum(severities),
        occurrences: z.number().int().describe('objects that break it'),
        findings: z.number().int(),
        advice: z.enum(['repair', 'advise']).describe('advise: let it warn until what breaks it is repaired'),
        reason: z.string(),
      }),
    ),
    configuration: z
      .record(z.string(), z.unknown())
      .describe('what of it makes a configuration, to be merged into the one that holds'),
    resources: z.number().int().describe('how many objects were looked at; 0: nothing can be suggested'),
  }),

  async run(input, context) {
    const call = await openCall(input, context);
    const namespace = input.namespace ?? null;
    const asked = {
      config: call.config,
      minOccurrences: input.minOccurrences,
      paths: call.paths,
      namespace,
      ...readLimits,
    };
    const { suggestions, configuration, resources } = await withLive(call, namespace, (live) =>
      suggestFor({ ...asked, live }, call.context),
    );
    return {
      suggestions: suggestions.map((one) => ({
        ruleId: one.rule,
        ruleName: one.title,
        aliases: aliasesOf({ id: one.rule, code: one.code }),
        severity: one.severity,
        occurrences: one.resources,
        findings: one.findings,
        advice: one.advice,
        reason: one.why,
      })),
      configuration,
      resources,
    };
  },
});
