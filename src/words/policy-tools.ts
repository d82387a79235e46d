import { anyNamespace, deployment, namespace } from './places.ts';
import type { Argument, Tool } from './tool.ts';

const configPath: Argument = {
  name: 'configPath',
  kind: 'pattern',
  // SOURCE: the names that configuration files have: letters that no shell gives a meaning to.
  pattern: /^[\w./-]{1,250}\.(?:json|ya?ml)$/,
  question: 'Which configuration file?',
};

/** What is asked of policies, one row each. */
export const policyTools: readonly Tool[] = [
  {
    name: 'evaluate_deployment_policies',
    summary: 'Judge one deployment by all policies',
    effect: 'read',
    arguments: [namespace, deployment],
    meanings: [
      { deeds: ['evaluate', 'check', 'show'], about: ['compliance', 'policy', 'violation'] },
      { deeds: ['evaluate', 'check'], about: [] },
    ],
    also: ['status', 'rule', 'enabled'],
  },
  {
    name: 'generate_compliance_report',
    summary: 'Report how compliant a namespace or the cluster is',
    effect: 'read',
    arguments: [anyNamespace],
    meanings: [
      { deeds: ['show', 'evaluate', 'check', 'create'], about: ['compliance', 'report', 'violation'] },
      { deeds: ['evaluate', 'check'], about: ['policy', 'deployments'] },
    ],
    also: ['everywhere', 'cluster', 'status', 'policy', 'deployments', 'enabled'],
  },
  {
    name: 'auto_fix_policy_violations',
    summary: 'Repair what can safely be repaired in a deployment',
    effect: 'write',
    arguments: [namespace, deployment, { name: 'dryRun', kind: 'dry-run', question: null }],
    meanings: [
      { deeds: ['fix'], about: ['violation', 'policy', 'compliance', 'deployment', 'autoFixable'] },
      { deeds: ['apply', 'preview'], about: ['fix'] },
      { deeds: ['fix'], about: [] },
    ],
    also: ['security'],
  },
  {
    name: 'list_policy_rules',
    summary: 'List the rules, with what each is and whether it is enabled',
    effect: 'read',
    arguments: [
      {
        name: 'category',
        kind: 'choice',
        choices: {
          security: 'security',
          compliance: 'compliance',
          performance: 'performance',
          cost: 'cost',
          operations: 'operations',
        },
        cue: [],
        question: null,
      },
    ],
    meanings: [{ deeds: ['show'], about: ['rule', 'policy'] }],
    also: ['configuration', 'category'],
  },
  {
    name: 'generate_policy_configuration',
    summary: 'Write a configuration of policies for an organization',
    effect: 'read',
    arguments: [
      {
        name: 'organizationName',
        kind: 'name',
        cue: ['organization'],
        pattern: /^[^\p{C}]{1,100}$/u,
        question: 'What is the name of the organization?',
      },
      {
        name: 'environment',
        kind: 'choice',
        choices: { development: 'development', staging: 'staging', production: 'production' },
        cue: [],
        question: 'For which environment: development, staging or production?',
      },
      {
        name: 'complianceFramework',
        kind: 'choice',
        choices: { basic: 'basic', hipaa: 'hipaa', 'pci-dss': 'pci-dss', soc2: 'soc2', custom: 'custom' },
        cue: [],
        question: null,
      },
      {
        name: 'securityLevel',
        kind: 'choice',
        choices: { low: 'low', medium: 'medium', high: 'high', strict: 'strict' },
        cue: ['security'],
        question: null,
      },
    ],
    meanings: [{ deeds: ['create'], about: ['configuration'] }],
    also: ['policy', 'compliance', 'environment'],
  },
  {
    name: 'validate_policy_configuration',
    summary: 'Say whether a configuration of policies is valid',
    effect: 'read',
    arguments: [configPath],
    meanings: [
      { deeds: ['validate', 'check'], about: ['configuration'] },
      { deeds: ['validate', 'check'], about: [] },
    ],
    also: ['policy'],
  },
  {
    name: 'preview_policy_impact',
    summary: 'Show what a configuration would change',
    effect: 'read',
    arguments: [configPath, anyNamespace],
    meanings: [
      { deeds: ['preview', 'show', 'check'], about: ['impact'] },
      { deeds: ['preview'], about: ['configuration'] },
      { deeds: ['preview'], about: [] },
    ],
    also: ['policy', 'configuration', 'everywhere', 'cluster'],
  },
  {
    name: 'suggest_policy_customizations',
    summary: 'Suggest what to change in the configuration of policies',
    effect: 'read',
    arguments: [
      anyNamespace,
      {
        name: 'minOccurrences',
        kind: 'count',
        cue: 'occurrences',
        bare: false,
        least: 1,
        most: 100_000,
        question: null,
      },
    ],
    meanings: [
      { deeds: ['suggest'], about: ['customization', 'policy', 'configuration', 'rule'] },
      { deeds: ['show', 'create'], about: ['customization'] },
    ],
    also: ['everywhere', 'cluster'],
  },
  {
    name: 'rollback_policy_fix',
    summary: 'Take back a repair',
    effect: 'write',
    arguments: [
      {
        name: 'undo',
        kind: 'name',
        cue: ['fix', 'undo', 'rollback'],
        // SOURCE: ids of repairs are hexadecimal; a digit keeps words out.
        pattern: /^(?=[^\d]*\d)[a-z0-9][\w-]{2,63}$/,
        question: 'Which repair? Its id was told when it was made.',
      },
    ],
    meanings: [{ deeds: ['undo', 'rollback'], about: ['fix'] }],
    also: ['policy', 'previous'],
  },
];
