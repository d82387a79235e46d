import { at, own, type JsonObject } from '../core/json.ts';
import type { ServedKind } from '../operations/cluster-port.ts';
import { ask, type Door } from './ask.ts';
import { pathOf } from './paths.ts';
import { refusal, type Doing } from './problems.ts';

const notFound = 404;

/**
 * One object; null where there is none.
 * @throws {WritError} `CLUSTER_*`, also where the kind is not served
 */
export async function getObject(
  door: Door,
  kind: ServedKind,
  name: string,
  namespace: string | null,
): Promise<JsonObject | null> {
  const doing: Doing = { verb: 'get', group: kind.group, resource: kind.resource, namespace, name };
  const path = pathOf(kind, namespace, name);
  const answer = await ask(door, { method: 'GET', path, doing }, [notFound]);
  if (answer.status !== notFound) return answer.body;
  // What the server does not serve at all has no name in its answer.
  if (own(answer.body, 'reason') === 'NotFound' && at(answer.body, '/details/name') !== undefined)
    return null;
  throw refusal(answer, doing, door.connection);
}
