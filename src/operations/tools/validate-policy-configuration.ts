import { z } from 'zod';
import type { Unjudged } from '../../core/finding.ts';
import { configValidate } from '../config-validate.ts';
import { configurationArgument, configPathArgument } from './call-shapes.ts';
import { invalid, openCall } from './open-call.ts';
import { defineTool } from './tool.ts';

const remark = z.object({ message: z.string(), line: z.number().int(), column: z.number().int() });

export const validatePolicyConfiguration = defineTool({
  name: 'validate_policy_configuration',
  summary: 'Say everything that is wrong with a configuration of policies, and prove its own rules.',
  effect: 'read',
  input: z.strictObject({ configuration: configurationArgument, configPath: configPathArgument }),
  output: z.object({
    valid: z.boolean(),
    errors: z.array(remark).describe('why it cannot be used'),
    warnings: z.array(remark).describe('what should be looked at again'),
    rules: z
      .array(
        z.object({
          ruleId: z.string(),
          proven: z.boolean().describe('whether its examples have the verdicts that they must have'),
          examples: z.number().int(),
          check: z.array(z.string()).describe('the CEL that its conditions became'),
          problems: z.array(z.string()),
        }),
      )
      .describe('its own rules'),
  }),

  async run(input, context) {
    if (input.configuration === undefined && input.configPath === undefined)
      throw invalid('there is no configuration in the call', 'Give it as configuration: its text, or JSON.');
    const call = await openCall({ ...input, sources: [{ text: '' }] }, context);
    const paths = call.config === null ? [] : [call.config];
    const found = await configValidate.run({ paths, crds: [], now: null }, call.context, () => undefined);
    const [one] = found.configurations;
    if (one === undefined) throw invalid('there is no configuration in the call');
    return {
      valid: one.valid,
      errors: one.problems.map(told),
      warnings: one.warnings.map(told),
      rules: one.rules.map(({ id, examples, check, breaches }) => ({
        ruleId: id,
        proven: breaches.length === 0,
        examples,
        check: check.map(({ expression }) => expression),
        problems: breaches,
      })),
    };
  },
});

function told({ message, line, column }: Unjudged) {
  return { message, line, column };
}
