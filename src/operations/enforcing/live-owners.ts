import { WritError } from '../../core/errors.ts';
import { objectsAt, own, textAt, type JsonObject } from '../../core/json.ts';
import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** Who makes live objects. */
export interface LiveOwners {
  /** `Deployment checkout`: the first that nothing else controls; the object itself where nothing does. */
  of(object: Resource): Promise<string>;
}

/** How far owners are followed: a pod of a job of a cron job has two. */
const furthest = 4;

/** Owners as references tell them; each is read once, and where it may not be read it is the last one known. */
export function liveOwners(cluster: Cluster, kinds: readonly ServedKind[]): LiveOwners {
  const known = new Map<string, Promise<JsonObject | null>>();
  const read = async (
    kind: ServedKind,
    name: string,
    namespace: string | null,
  ): Promise<JsonObject | null> => {
    try {
      return await cluster.get(kind, name, namespace);
    } catch (cause) {
      if (cause instanceof WritError && cause.code !== 'CLUSTER_UNREACHABLE') return null;
      throw cause;
    }
  };
  const ask = (reference: JsonObject, namespace: string | null): Promise<JsonObject | null> => {
    const { group } = groupVersionOf(textAt(reference, '/apiVersion') ?? '');
    const [kindName, name] = [textAt(reference, '/kind') ?? '', textAt(reference, '/name') ?? ''];
    const kind = kinds.find((one) => one.group === group && one.kind === kindName);
    if (kind === undefined) return Promise.resolve(null);
    const key = JSON.stringify([group, kindName, namespace, name]);
    const asked = known.get(key) ?? read(kind, name, kind.namespaced ? namespace : null);
    known.set(key, asked);
    return asked;
  };
  return {
    async of(object) {
      let current: JsonObject = object;
      let named = `${object.kind} ${nameOf(object)}`;
      for (let steps = 0; steps < furthest; steps++) {
        const reference = objectsAt(current, '/metadata/ownerReferences').find(
          (one) => own(one, 'controller') === true,
        );
        if (reference === undefined) break;
        named = `${textAt(reference, '/kind') ?? ''} ${textAt(reference, '/name') ?? ''}`;
        const owner = await ask(reference, namespaceOf(object));
        if (owner === null) break;
        current = owner;
      }
      return named;
    },
  };
}
