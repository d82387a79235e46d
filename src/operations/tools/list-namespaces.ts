import { z } from 'zod';
import { textAt } from '../../core/json.ts';
import { nameOf, namespaceOf } from '../../core/resource.ts';
import { clusterArgument } from './call-shapes.ts';
import { kindNamed, objectsOf } from './live-objects.ts';
import { openCall, withCluster } from './open-call.ts';
import { defineTool } from './tool.ts';

export const listNamespaces = defineTool({
  name: 'list_namespaces',
  summary: 'List the namespaces of the cluster, with how many deployments each has.',
  effect: 'read',
  input: z.strictObject({ cluster: clusterArgument }),
  output: z.object({
    namespaces: z.array(
      z.object({
        name: z.string(),
        phase: z.string().nullable(),
        created: z.string().nullable(),
        deployments: z.number().int(),
      }),
    ),
    total: z.number().int(),
  }),

  async run({ cluster: context = null }, world) {
    const call = await openCall({ sources: [{ cluster: context }] }, world);
    return withCluster(call, null, async ({ cluster }) => {
      const counts = new Map<string, number>();
      for await (const object of objectsOf(cluster, await kindNamed(cluster, 'apps', 'Deployment'), null)) {
        const namespace = namespaceOf(object) ?? '';
        counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
      }
      const namespaces = [];
      for await (const object of objectsOf(cluster, await kindNamed(cluster, '', 'Namespace'), null)) {
        const name = nameOf(object);
        const created = textAt(object, '/metadata/creationTimestamp');
        const deployments = counts.get(name) ?? 0;
        namespaces.push({ name, phase: textAt(object, '/status/phase'), created, deployments });
      }
      return { namespaces, total: namespaces.length };
    });
  },
});
