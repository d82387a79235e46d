import { z } from 'zod';
import { clusterArgument, namespaceArgument } from './call-shapes.ts';
import { deploymentShape } from './deployment-shape.ts';
import { deploymentLine, kindNamed, objectsOf } from './live-objects.ts';
import { openCall, withCluster } from './open-call.ts';
import { defineTool } from './tool.ts';

/** How many are listed: the figures count all. */
const mostListed = 1000;

export const listDeployments = defineTool({
  name: 'list_deployments',
  summary: 'List the deployments of a namespace or of all, with whether each is healthy.',
  effect: 'read',
  input: z.strictObject({
    namespace: namespaceArgument.optional().describe('only this namespace (default: all)'),
    cluster: clusterArgument,
  }),
  output: z.object({
    deployments: z.array(z.object(deploymentShape)),
    total: z.number().int(),
    healthy: z.number().int(),
    leftOut: z.number().int().describe('how many more there are than are listed'),
  }),

  async run({ namespace = null, cluster: context = null }, world) {
    const call = await openCall({ sources: [{ cluster: context }] }, world);
    return withCluster(call, namespace, async ({ cluster }) => {
      const deployments = [];
      let [total, healthy] = [0, 0];
      for await (const object of objectsOf(
        cluster,
        await kindNamed(cluster, 'apps', 'Deployment'),
        namespace,
      )) {
        const line = deploymentLine(object);
        total++;
        if (line.healthy) healthy++;
        if (deployments.length < mostListed) deployments.push(line);
      }
      return { deployments, total, healthy, leftOut: total - deployments.length };
    });
  },
});
