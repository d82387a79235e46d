import type { Parameters } from '../operation.ts';

/** Where the organization's configuration is. */
export const configParameter = {
  config: {
    type: 'text',
    value: 'FILE',
    description:
      "the organization's configuration (default: writ.config.yaml or .json, here or in a folder above)",
  },
} as const satisfies Parameters;

/** Kinds of one's own. */
export const crdsParameter = {
  crds: {
    type: 'list',
    value: 'PATHS',
    description: 'CustomResourceDefinitions that describe kinds of your own',
  },
} as const satisfies Parameters;

/** The cluster that manifests are for. */
export const clusterParameters = {
  kubernetesVersion: {
    type: 'text',
    value: '1.MINOR',
    default: '1.36',
    description: 'the version that the manifests are for',
  },
  ...crdsParameter,
} as const satisfies Parameters;
