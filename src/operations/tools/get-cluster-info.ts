import { z } from 'zod';
import { clusterArgument } from './call-shapes.ts';
import { kindNamed, objectsOf } from './live-objects.ts';
import { openCall, withCluster } from './open-call.ts';
import { defineTool } from './tool.ts';

export const getClusterInfo = defineTool({
  name: 'get_cluster_info',
  summary: 'Show what cluster this is, which version it runs, and as whom it is asked.',
  effect: 'read',
  input: z.strictObject({ cluster: clusterArgument }),
  output: z.object({
    cluster: z.string().describe('the context of the kubeconfig'),
    server: z.string(),
    version: z.string(),
    user: z.string(),
    groups: z.array(z.string()),
    namespaces: z.number().int(),
    missing: z.array(z.string()).describe('groups of the API that do not answer'),
  }),

  async run({ cluster: context = null }, world) {
    const call = await openCall({ sources: [{ cluster: context }] }, world);
    return withCluster(call, null, async ({ cluster }) => {
      const [version, { username, groups }, { missing }] = await Promise.all([
        cluster.version(),
        cluster.whoAmI(),
        cluster.kinds(),
      ]);
      let namespaces = 0;
      for await (const _ of objectsOf(cluster, await kindNamed(cluster, '', 'Namespace'), null)) namespaces++;
      const { context: name, server } = cluster.about;
      return { cluster: name, server, version, user: username, groups, namespaces, missing };
    });
  },
});
