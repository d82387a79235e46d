import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, isJsonObject, objectsAt, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { nameOf } from '../../src/core/resource.ts';
import type { EnforceLiveResult } from '../../src/operations/enforcing/enforce-live-result.ts';
import type { Answer } from './api.ts';
import type { LiveWorld } from './live-world.ts';
import { writ, type Said } from './writ.ts';

/** A store of its own and a cluster without policies for each promise, and what people do there. */
export interface EnforcePlace {
  readonly world: LiveWorld;
  readonly namespace: string;
  readonly store: string;
  readonly enforce: (...args: readonly string[]) => Promise<Enforced>;
  readonly enforceAs: (kubeconfig: string, ...args: readonly string[]) => Promise<Enforced>;
  /** Plans something and carries it out. */
  readonly done: (...args: readonly string[]) => Promise<Enforced>;
  readonly call: (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: JsonObject,
  ) => Promise<Answer>;
  /** Names of what of Writ is in the cluster, by kind. */
  readonly policies: () => Promise<readonly string[]>;
  readonly pod: (name: string, spec: JsonObject) => Promise<Answer>;
}

/** What `enforce` said as JSON. */
export interface Enforced extends Said, Pick<EnforceLiveResult, 'plan' | 'objects' | 'notes' | 'evidence'> {
  readonly blastRadius: EnforceLiveResult['blastRadius'];
  /** The status of each object, in order. */
  readonly statuses: readonly string[];
}

export const admission = '/apis/admissionregistration.k8s.io/v1';
const kinds = ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'] as const;

/** A place of its own; what earlier ones left is taken away first. */
export async function enforcePlaceIn(world: LiveWorld, namespace: string): Promise<EnforcePlace> {
  await clear(world);
  await world.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const store = join(world.folder, `${namespace}.db`);
  const enforceAs = async (kubeconfig: string, ...args: readonly string[]): Promise<Enforced> => {
    const said = await writ(kubeconfig, ['enforce', '--format', 'json', '--store', store, ...args]);
    const none = { plan: null, objects: [], notes: [], evidence: [], blastRadius: null };
    const told = said.out === '' ? none : (JSON.parse(said.out) as Partial<EnforceLiveResult>);
    return { ...said, ...none, ...told, statuses: (told.objects ?? []).map(({ status }) => status) };
  };
  const enforce = (...args: readonly string[]): Promise<Enforced> => enforceAs(world.kubeconfig, ...args);
  return {
    world,
    namespace,
    store,
    enforce,
    enforceAs,
    async done(...args) {
      const { plan, err, out } = await enforce(...args);
      if (plan === null) throw new Error(`nothing was planned: ${err}${out}`);
      return enforce('--approve', plan, '--reason', 'a test');
    },
    call: (method, path, body) => world.api.call(method, path, body),
    policies: () => policiesIn(world),
    pod: (name, spec) =>
      world.api.call('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace },
        spec: { containers: [{ name: 'a', image: 'nginx' }], ...spec },
      }),
  };
}

async function policiesIn({ api }: LiveWorld): Promise<readonly string[]> {
  const lists = await Promise.all(kinds.map((kind) => api.call('GET', `${admission}/${kind}`)));
  return lists.flatMap(({ body }, index) =>
    objectsAt(body, '/items')
      .filter((item) => isJsonObject(at(item, '/metadata/labels') ?? null))
      .map((item) => `${index === 0 ? 'policy' : 'binding'} ${nameOf(item)}`),
  );
}

/** Takes every policy away, and waits until none is at work. */
async function clear({ api }: LiveWorld): Promise<void> {
  let count = 0;
  for (const kind of kinds.toReversed()) {
    const { body } = await api.call('GET', `${admission}/${kind}`);
    for (const item of objectsAt(body, '/items')) {
      await api.call('DELETE', `${admission}/${kind}/${nameOf(item)}`);
      count++;
    }
  }
  if (count > 0) await sleep(1200);
}

/** An object of the cluster with something of it changed, as somebody would by hand. */
export async function edit(
  { call }: EnforcePlace,
  path: string,
  change: (object: JsonObject) => JsonObject,
): Promise<void> {
  const { body } = await call('GET', path);
  const { status, body: said } = await call('PUT', path, change(body));
  if (status >= 300) throw new Error(JSON.stringify(said));
}

/** An object with another spec. */
export function withSpec(object: JsonObject, spec: Readonly<Record<string, JsonValue>>): JsonObject {
  return { ...object, spec: { ...(object['spec'] as JsonObject), ...spec } };
}
