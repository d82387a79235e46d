import { z } from 'zod';
import { categoryNames } from '../../configuration/words.ts';
import { configGenerate } from '../config-generate.ts';
import { openCall } from './open-call.ts';
import { defineTool } from './tool.ts';

const frameworkOf = {
  basic: [],
  custom: [],
  hipaa: ['HIPAA'],
  'pci-dss': ['PCI-DSS'],
  soc2: ['SOC2'],
} as const;

export const generatePolicyConfiguration = defineTool({
  name: 'generate_policy_configuration',
  summary: 'Write a configuration of policies for an organization; nothing is stored.',
  effect: 'read',
  input: z.strictObject({
    organizationName: z.string().trim().min(1).max(100).describe('whose configuration it is'),
    environment: z.enum(['development', 'staging', 'production']).describe('for which environment it is'),
    securityLevel: z
      .enum(['low', 'medium', 'high', 'strict'])
      .default('medium')
      .describe('what blocks: low nothing, medium security, high security and compliance, strict everything'),
    enableCategories: z
      .array(z.enum(categoryNames))
      .min(1)
      .optional()
      .describe('judge by these categories only (default: all)'),
    complianceFramework: z
      .enum(['basic', 'hipaa', 'pci-dss', 'soc2', 'custom'])
      .default('basic')
      .describe('whose controls the rules must be evidence for; basic and custom: none'),
    mixedEnforcement: z
      .boolean()
      .default(true)
      .describe('whether categories may be enforced differently; false: all alike, blocking from high on'),
  }),
  output: z.object({
    configuration: z.record(z.string(), z.unknown()).describe('the configuration'),
    text: z.string().describe('the same as a file, such as writ.config.json'),
    notes: z.array(z.string()),
  }),

  async run(input, context) {
    const call = await openCall({ sources: [{ text: '' }] }, context);
    const { organizationName, environment, securityLevel, mixedEnforcement } = input;
    const { configuration } = await configGenerate.run(
      {
        organization: organizationName,
        environment,
        level: mixedEnforcement ? securityLevel : alike[securityLevel],
        category: input.enableCategories ?? [],
        compliance: frameworkOf[input.complianceFramework],
        paths: [],
      },
      call.context,
      () => undefined,
    );
    const notes =
      input.complianceFramework === 'custom'
        ? ['describe your own controls under `frameworks`, and name them in `organization.compliance`']
        : [];
    return { configuration, text: `${JSON.stringify(configuration, null, 2)}\n`, notes };
  },
});

/** One enforcement for all: what is grave for high and strict is grave everywhere. */
const alike = { low: 'low', medium: 'low', high: 'strict', strict: 'strict' } as const;
