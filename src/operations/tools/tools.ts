import { autoFixPolicyViolations } from './auto-fix-policy-violations.ts';
import { evaluateDeploymentPolicies } from './evaluate-deployment-policies.ts';
import { generateComplianceReport } from './generate-compliance-report.ts';
import { generatePolicyConfiguration } from './generate-policy-configuration.ts';
import { getClusterInfo } from './get-cluster-info.ts';
import { getDeploymentStatus } from './get-deployment-status.ts';
import { listDeployments } from './list-deployments.ts';
import { listNamespaces } from './list-namespaces.ts';
import { listPolicyRules } from './list-policy-rules.ts';
import { listTools } from './list-tools.ts';
import { naturalLanguageCommand } from './natural-language-command.ts';
import { previewPolicyImpact } from './preview-policy-impact.ts';
import { rollbackPolicyFix } from './rollback-policy-fix.ts';
import { suggestPolicyCustomizations } from './suggest-policy-customizations.ts';
import type { Tool } from './tool.ts';
import { validatePolicyConfiguration } from './validate-policy-configuration.ts';

/** Every tool, in the order in which they are listed. */
export const tools: readonly Tool[] = [
  evaluateDeploymentPolicies,
  generateComplianceReport,
  autoFixPolicyViolations,
  rollbackPolicyFix,
  listPolicyRules,
  generatePolicyConfiguration,
  validatePolicyConfiguration,
  previewPolicyImpact,
  suggestPolicyCustomizations,
  getClusterInfo,
  listNamespaces,
  listDeployments,
  getDeploymentStatus,
  naturalLanguageCommand(() => tools),
  listTools(() => tools),
];
