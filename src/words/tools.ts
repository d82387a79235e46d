import { clusterTools } from './cluster-tools.ts';
import { policyTools } from './policy-tools.ts';
import type { Tool } from './tool.ts';

/** Every operation that sentences can mean. */
export const tools: readonly Tool[] = [
  ...clusterTools,
  ...policyTools,
  {
    name: 'list_tools',
    summary: 'List what can be asked for',
    effect: 'read',
    arguments: [],
    meanings: [{ deeds: ['show'], about: ['tool'] }],
    also: [],
  },
];
