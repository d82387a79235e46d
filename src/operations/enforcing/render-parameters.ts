import { targetNames } from '../../enforce/targets.ts';
import { profileNames } from '../../rules/profiles.ts';
import type { InputOf, Parameters } from '../operation.ts';
import { clusterParameters, configParameter } from '../parameters/world-parameters.ts';

/** What is enforced, as what, and where. */
export const renderParameters = {
  profile: {
    type: 'choice',
    value: 'NAME',
    choices: profileNames,
    description: 'the rules of a profile, besides what is named',
  },
  target: {
    type: 'choice',
    value: 'TARGET',
    choices: targetNames,
    description: 'what runs them in the cluster (default: vap; with --apply what suits the cluster)',
  },
  action: {
    type: 'choice',
    value: 'ACTION',
    choices: ['audit', 'warn', 'deny'],
    description: 'what a violation does (default: audit; policies that are read keep their own)',
  },
  namespaces: {
    type: 'list',
    value: 'NAMES',
    description: 'only in these namespaces',
  },
  excludeNamespaces: {
    type: 'list',
    value: 'NAMES',
    description:
      "not in these namespaces; `none`: everywhere (default for rules: kube-system, kube-public, kube-node-lease, and Kyverno's own with Kyverno)",
  },
  exceptions: {
    type: 'list',
    value: 'PATHS',
    description: 'exceptions that the cluster is told, where the target knows any',
  },
  bundle: {
    type: 'flag',
    description:
      'make one policy of rules that are alike in kinds and action, which tells all that fail at once',
  },
  kyvernoVersion: {
    type: 'text',
    value: '1.MINOR',
    default: '1.19',
    description: 'the Kyverno that runs them',
  },
  ...clusterParameters,
  ...configParameter,
  outDir: {
    type: 'text',
    value: 'DIR',
    description: 'write a file a policy and a kustomization.yaml into this folder',
  },
} as const satisfies Parameters;

export type RenderInput = InputOf<typeof renderParameters>;
