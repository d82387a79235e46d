import type { Argument } from './tool.ts';

/** The namespace of one deployment. */
export const namespace: Argument = {
  name: 'namespace',
  kind: 'namespace',
  question: 'In which namespace is the deployment?',
};

/** A namespace, or all of them. */
export const anyNamespace: Argument = { name: 'namespace', kind: 'namespace', question: null };

/** One deployment. */
export const deployment: Argument = {
  name: 'deployment',
  kind: 'deployment',
  question: 'Which deployment?',
};
