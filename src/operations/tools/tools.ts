import { evaluateDeploymentPolicies } from './evaluate-deployment-policies.ts';
import { listTools } from './list-tools.ts';
import { naturalLanguageCommand } from './natural-language-command.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which they are listed. */
export const tools: readonly Tool[] = [
  evaluateDeploymentPolicies,
  naturalLanguageCommand(() => tools),
  listTools(() => tools),
];
