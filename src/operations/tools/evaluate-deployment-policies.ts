import { z } from 'zod';
import { WritError } from '../../core/errors.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { evidenceOf } from '../recording/evidence.ts';
import { deploymentArguments } from './call-shapes.ts';
import { judgeCall, type JudgedCall } from './judge-call.ts';
import { openCall } from './open-call.ts';
import { defineTool } from './tool.ts';
import { verdictFields, type VerdictFields } from './verdict-shape.ts';
import { verdictOf } from './verdict-of.ts';
import { audit, withCallStore } from './with-call-store.ts';

const output = z.object({
  namespace: z.string(),
  deployment: z.string(),
  ...verdictFields,
  notes: z.array(z.string()),
});

export const evaluateDeploymentPolicies = defineTool({
  name: 'evaluate_deployment_policies',
  summary: 'Judge one deployment by all enabled policies: what blocks, what warns, and what can be repaired.',
  effect: 'read',
  input: z.strictObject(deploymentArguments),
  output,

  async run(input, context) {
    const { namespace, deployment } = input;
    const call = await openCall(input, context);
    return withCallStore(context, async (store) => {
      const isMeant = deploymentNamed(namespace, deployment);
      const judged = await judgeCall(call, { profile: input.profile ?? null, isMeant, store, namespace });
      refuseUnfound(judged, namespace, deployment);
      const verdict = verdictOf(judged, call.now);
      const live = call.cluster === undefined ? undefined : judged.asked[0]?.placed.file;
      const subject = live ?? `${namespace}/${deployment}`;
      const detail = {
        verdict: verdictWord(verdict),
        ...judged.bytes.evidence(),
        ...evidenceOf(judged.decided),
      };
      await audit(store, { action: 'deployment.evaluate', subject, detail }, context);
      return { namespace, deployment, ...verdict, notes: judged.notes };
    });
  },
});

/** Whether an object is the deployment of a name; a manifest that states no namespace is applied to the one that is asked for. */
export function deploymentNamed(namespace: string, deployment: string): (resource: Resource) => boolean {
  return (resource) =>
    resource.kind === 'Deployment' &&
    nameOf(resource) === deployment &&
    (namespaceOf(resource) ?? namespace) === namespace;
}

/**
 * @throws {WritError} `OBJECT_UNKNOWN` where nothing, `ARGUMENT_INVALID` where several have the name; what could not be
 * read may hold it, and is answered as an error
 */
export function refuseUnfound(judged: JudgedCall, namespace: string, deployment: string): void {
  const { asked, unjudged } = judged;
  if (asked.length > 1)
    throw new WritError('ARGUMENT_INVALID', `${namespace}/${deployment} is in it ${asked.length} times`, {
      hint: 'Give each object once.',
    });
  if (asked.length === 0 && unjudged.length === 0)
    throw new WritError('OBJECT_UNKNOWN', `there is no deployment ${namespace}/${deployment}`, {
      hint: 'Look at the names: list_deployments lists those of a cluster.',
    });
}

/** How it ended, as the audit log says it. */
export function verdictWord({ passed }: Pick<VerdictFields, 'passed'>): string {
  if (passed === null) return 'undecided';
  return passed ? 'clean' : 'found';
}
