import { z } from 'zod';
import { WritError } from '../../core/errors.ts';
import { objectsAt, textAt, type JsonObject } from '../../core/json.ts';
import type { Cluster } from '../cluster-port.ts';
import { clusterArgument, nameArgument, namespaceArgument } from './call-shapes.ts';
import { deploymentShape } from './deployment-shape.ts';
import { deploymentLine, kindNamed, numberAt, objectsOf, shown } from './live-objects.ts';
import { openCall, withCluster } from './open-call.ts';
import { defineTool, type Told } from './tool.ts';

/** How many events are told, the newest. */
const mostEvents = 10;

const event = z.object({
  type: z.string().nullable(),
  reason: z.string().nullable(),
  message: z.string(),
  last: z.string().nullable(),
});

export const getDeploymentStatus = defineTool({
  name: 'get_deployment_status',
  summary: 'Show whether a deployment is healthy: its replicas, its conditions, and what happened.',
  effect: 'read',
  input: z.strictObject({
    namespace: namespaceArgument.describe('the namespace of the deployment'),
    deployment: nameArgument.describe('the name of the deployment'),
    includeEvents: z.boolean().default(false).describe('its newest events, too'),
    cluster: clusterArgument,
  }),
  output: z.object({
    ...deploymentShape,
    updated: z.number().int(),
    available: z.number().int(),
    conditions: z.array(
      z.object({ type: z.string().nullable(), status: z.string().nullable(), message: z.string() }),
    ),
    events: z.array(event).nullable().describe('null where they were not asked for'),
  }),

  async run({ namespace, deployment, includeEvents, cluster: context = null }, world) {
    const call = await openCall({ sources: [{ cluster: context }] }, world);
    return withCluster(call, namespace, async ({ cluster }) => {
      const object = await cluster.get(await kindNamed(cluster, 'apps', 'Deployment'), deployment, namespace);
      if (object === null)
        throw new WritError('OBJECT_UNKNOWN', `there is no deployment ${namespace}/${deployment}`, {
          hint: 'list_deployments lists those that are there.',
        });
      return {
        ...deploymentLine(object),
        updated: numberAt(object, '/status/updatedReplicas', 0),
        available: numberAt(object, '/status/availableReplicas', 0),
        conditions: objectsAt(object, '/status/conditions').map((one) => ({
          type: textAt(one, '/type'),
          status: textAt(one, '/status'),
          message: shown(object, textAt(one, '/message') ?? ''),
        })),
        events: includeEvents ? await eventsOf(cluster, object, namespace) : null,
      };
    });
  },
});

async function eventsOf(
  cluster: Cluster,
  object: JsonObject,
  namespace: string,
): Promise<readonly Told<z.infer<typeof event>>[]> {
  const uid = textAt(object, '/metadata/uid');
  const events = [];
  for await (const one of objectsOf(cluster, await kindNamed(cluster, '', 'Event'), namespace)) {
    if (textAt(one, '/involvedObject/uid') !== uid) continue;
    events.push({
      type: textAt(one, '/type'),
      reason: textAt(one, '/reason'),
      message: shown(object, textAt(one, '/message') ?? ''),
      last: textAt(one, '/lastTimestamp') ?? textAt(one, '/eventTime'),
    });
  }
  return events.toSorted((a, b) => ((a.last ?? '') < (b.last ?? '') ? 1 : -1)).slice(0, mostEvents);
}
