import { isJsonObject, own, type JsonObject } from '../../src/core/json.ts';
import type { GroupVersionKind, Operation, Request } from '../../src/core/policy.ts';
import { pick, type Random } from '../oracle/expressions/arguments.ts';
import type { Answer, Api } from './api.ts';
import { must } from './offer.ts';
import { teams } from './random-sets.ts';

/** A request as it is sent, and as policies are asked about it. */
export interface Asked {
  readonly request: Request;
  send(api: Api): Promise<Answer>;
}

/** Namespaces with objects in them, of which requests can be made. */
export interface Playground {
  readonly namespaces: ReadonlyMap<string, JsonObject>;
  /** The ConfigMaps, which policies may take for parameters. */
  readonly maps: readonly JsonObject[];
  ask(random: Random): Asked;
}

const places: Readonly<Record<string, JsonObject>> = {
  red: { env: 'prod', team: 'a' },
  green: { env: 'dev', team: 'b' },
  blue: { env: 'dev' },
  grey: {},
};

const user = { username: 'admin', groups: ['system:masters', 'system:authenticated'] };

/** Makes the namespaces and what is in them. */
export async function makePlayground(api: Api): Promise<Playground> {
  for (const [name, labels] of Object.entries(places)) {
    await must(
      api.call('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, ...listed(labels) },
      }),
    );
    for (const [place, object] of objectsOf(name)) await must(api.call('POST', place, object));
  }
  await must(api.call('POST', clusterRoles, clusterRole('reader', { team: 'b' })));
  const there = await everything(api);
  const namespaces = new Map(
    Object.keys(places).map((name) => [name, there.get(`/api/v1/namespaces/${name}`) ?? {}] as const),
  );
  const maps = [...there].flatMap(([path, object]) => (path.includes('/configmaps/') ? [object] : []));
  return { namespaces, maps, ask: (random) => pick(random, makers)({ random, there }) };
}

/** What is there, as the API server gives it, by path. */
async function everything(api: Api): Promise<ReadonlyMap<string, JsonObject>> {
  const there = new Map<string, JsonObject>();
  for (const name of Object.keys(places)) {
    const paths = [
      `/api/v1/namespaces/${name}`,
      ...objectsOf(name).map(([place, object]) => `${place}/${nameOf(object)}`),
      `/apis/apps/v1/namespaces/${name}/deployments/web/scale`,
    ];
    for (const path of paths) there.set(path, (await api.call('GET', path)).body);
  }
  for (const path of [`${clusterRoles}/reader`]) there.set(path, (await api.call('GET', path)).body);
  return there;
}

const clusterRoles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';

function objectsOf(namespace: string): readonly (readonly [place: string, object: JsonObject])[] {
  const core = `/api/v1/namespaces/${namespace}`;
  const limits: Readonly<Record<string, readonly JsonObject[]>> = {
    red: [
      map('limits', { mode: 'on', most: '3' }, { for: 'all' }),
      map('limits-2', { mode: 'off' }, { for: 'all' }),
    ],
    green: [map('limits', { mode: 'off', most: '1' }, {})],
    blue: [map('limits', { most: 'many' }, { for: 'some' })],
  };
  return [
    [`${core}/pods`, pod('web', { team: 'a' })],
    [`${core}/pods`, pod('tool', {})],
    [`${core}/configmaps`, map('note', {}, { team: 'b' })],
    ...(limits[namespace] ?? []).map((one) => [`${core}/configmaps`, one] as const),
    [`/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', { team: 'b', tier: 'web' })],
  ];
}

interface Making {
  readonly random: Random;
  readonly there: ReadonlyMap<string, JsonObject>;
}

/** One way to make a request; the first ones are made more often. */
const makers: readonly ((making: Making) => Asked)[] = [
  ({ random }) => creation(random, podKind, (name, labels) => pod(name, labels)),
  ({ random }) => creation(random, podKind, (name, labels) => pod(name, labels)),
  ({ random }) => creation(random, mapKind, (name, labels) => map(name, {}, labels)),
  ({ random }) =>
    creation(random, deploymentKind, (name, labels) => deployment(name, labels, pick(random, [1, 3]))),
  (making) => update(making, podKind, ['web', 'tool']),
  (making) => update(making, mapKind, ['note', 'limits']),
  (making) => update(making, deploymentKind, ['web']),
  (making) => deletion(making, podKind, ['web', 'tool']),
  (making) => deletion(making, mapKind, ['note']),
  (making) => deletion(making, deploymentKind, ['web']),
  ({ random }) => autoscaling(random),
  scaling,
  debugging,
  eviction,
  execution,
  ({ random }) => creationOfRole(random),
  updateOfRole,
  deletionOfRole,
  ({ random }) => creationOfNamespace(random),
  updateOfNamespace,
];

interface Kind {
  readonly kind: GroupVersionKind;
  readonly resource: string;
}

const podKind: Kind = { kind: { group: '', version: 'v1', kind: 'Pod' }, resource: 'pods' };
const mapKind: Kind = { kind: { group: '', version: 'v1', kind: 'ConfigMap' }, resource: 'configmaps' };
const deploymentKind: Kind = {
  kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
  resource: 'deployments',
};
const namespaceKind: Kind = { kind: { group: '', version: 'v1', kind: 'Namespace' }, resource: 'namespaces' };
const roleKind: Kind = {
  kind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRole' },
  resource: 'clusterroles',
};

function creation(random: Random, kind: Kind, make: (name: string, labels: JsonObject) => JsonObject): Asked {
  const namespace = pick(random, Object.keys(places));
  const name = pick(random, ['web', 'web-2', 'api', 'db', 'tool', 'cache']);
  const object = inNamespace(make(name, randomLabels(random)), namespace);
  return asked(kind, { operation: 'CREATE', name, namespace, object });
}

function update({ random, there }: Making, kind: Kind, names: readonly string[]): Asked {
  const namespace = pick(random, Object.keys(places));
  const { name, old } = oneOf({ random, there }, { kind, namespace, names });
  return asked(kind, {
    operation: 'UPDATE',
    name,
    namespace,
    object: relabelled(old, randomLabels(random)),
    oldObject: old,
  });
}

function deletion({ random, there }: Making, kind: Kind, names: readonly string[]): Asked {
  const namespace = pick(random, Object.keys(places));
  const { name, old } = oneOf({ random, there }, { kind, namespace, names });
  return asked(kind, { operation: 'DELETE', name, namespace, oldObject: old });
}

/** One of these objects that is there. */
function oneOf(
  { random, there }: Making,
  {
    kind,
    namespace,
    names,
  }: { readonly kind: Kind; readonly namespace: string | null; readonly names: readonly string[] },
): { readonly name: string; readonly old: JsonObject } {
  const present = names.filter((name) => there.has(pathOf(kind, namespace, name)));
  const name = pick(random, present);
  return { name, old: there.get(pathOf(kind, namespace, name)) ?? {} };
}

function scaling({ random, there }: Making): Asked {
  const namespace = pick(random, Object.keys(places));
  const old = there.get(`/apis/apps/v1/namespaces/${namespace}/deployments/web/scale`) ?? {};
  return asked(
    { ...deploymentKind, kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } },
    {
      operation: 'UPDATE',
      subresource: 'scale',
      name: 'web',
      namespace,
      object: { ...old, spec: { replicas: pick(random, [1, 2, 5]) } },
      oldObject: old,
    },
  );
}

function debugging({ random, there }: Making): Asked {
  const namespace = pick(random, Object.keys(places));
  const { name, old } = oneOf({ random, there }, { kind: podKind, namespace, names: ['web', 'tool'] });
  const spec = own(old, 'spec');
  const debuggers = [{ name: 'debug', image: 'busybox', targetContainerName: 'main' }];
  const object = { ...old, spec: { ...(isJsonObject(spec) && spec), ephemeralContainers: debuggers } };
  const about = { operation: 'UPDATE', subresource: 'ephemeralcontainers', name, namespace } as const;
  return asked(podKind, { ...about, object, oldObject: old });
}

function eviction({ random }: Making): Asked {
  const namespace = pick(random, Object.keys(places));
  const name = pick(random, ['web', 'tool']);
  const object = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  return asked(
    { ...podKind, kind: { group: 'policy', version: 'v1', kind: 'Eviction' } },
    { operation: 'CREATE', subresource: 'eviction', name, namespace, object },
  );
}

function execution({ random }: Making): Asked {
  const namespace = pick(random, Object.keys(places));
  const object = {
    apiVersion: 'v1',
    kind: 'PodExecOptions',
    stdout: true,
    stderr: true,
    container: 'main',
    command: ['ls'],
  };
  return asked(
    { ...podKind, kind: { group: '', version: 'v1', kind: 'PodExecOptions' } },
    { operation: 'CONNECT', subresource: 'exec', name: 'web', namespace, object },
  );
}

/** One kind that is served in two versions, which a policy about either takes for the same. */
function autoscaling(random: Random): Asked {
  const namespace = pick(random, Object.keys(places));
  const version = pick(random, ['v1', 'v2']);
  const kind = {
    kind: { group: 'autoscaling', version, kind: 'HorizontalPodAutoscaler' },
    resource: autoscalers,
  };
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const object = {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace, ...listed(randomLabels(random)) },
    spec: { scaleTargetRef: target, minReplicas: 1, maxReplicas: 3 },
  };
  return asked(kind, { operation: 'CREATE', name: 'web', namespace, object });
}

const autoscalers = 'horizontalpodautoscalers';

function creationOfRole(random: Random): Asked {
  const name = pick(random, ['web', 'writer']);
  const object = clusterRole(name, randomLabels(random));
  return asked(roleKind, { operation: 'CREATE', name, namespace: null, object });
}

function updateOfRole({ random, there }: Making): Asked {
  const old = there.get(`${clusterRoles}/reader`) ?? {};
  const object = relabelled(old, randomLabels(random));
  return asked(roleKind, { operation: 'UPDATE', name: 'reader', namespace: null, object, oldObject: old });
}

function deletionOfRole({ there }: Making): Asked {
  const oldObject = there.get(`${clusterRoles}/reader`) ?? {};
  return asked(roleKind, { operation: 'DELETE', name: 'reader', namespace: null, oldObject });
}

function creationOfNamespace(random: Random): Asked {
  const name = pick(random, ['web', 'white']);
  const labels = { ...randomLabels(random), ...pick(random, Object.values(places)) };
  // Filled in by the API server before any policy is asked.
  const all = { ...labels, 'kubernetes.io/metadata.name': name };
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: all } };
  return asked(namespaceKind, { operation: 'CREATE', name, namespace: name, object });
}

function updateOfNamespace({ random, there }: Making): Asked {
  const name = pick(random, Object.keys(places));
  const old = there.get(`/api/v1/namespaces/${name}`) ?? {};
  const labels = { ...pick(random, Object.values(places)), 'kubernetes.io/metadata.name': name };
  const object = relabelled(old, labels);
  return asked(namespaceKind, { operation: 'UPDATE', name, namespace: name, object, oldObject: old });
}

function asked(
  { kind, resource }: Kind,
  about: Pick<Request, 'name' | 'namespace'> & Partial<Request> & { readonly operation: Operation },
): Asked {
  const version = resource === autoscalers ? kind.version : 'v1';
  const request: Request = {
    kind,
    resource: { group: groups[resource] ?? '', version, resource },
    subresource: null,
    object: null,
    oldObject: null,
    user,
    // What is no request about an object cannot be tried.
    dryRun: about.operation !== 'CONNECT',
    ...about,
  };
  return { request, send: (api) => send(api, request) };
}

/** Of what is not of the core group; a subresource may be of a kind of another group than its resource. */
const groups: Readonly<Record<string, string>> = {
  deployments: 'apps',
  clusterroles: roleKind.kind.group,
  [autoscalers]: 'autoscaling',
};

function send(api: Api, request: Request): Promise<Answer> {
  const { operation, subresource, name, namespace, object, resource } = request;
  const collection = collectionOf(resource, namespace);
  const one = `${collection}/${name}${subresource === null ? '' : `/${subresource}`}`;
  if (operation === 'CONNECT') return api.call('POST', `${one}?command=ls&container=main&stdout=1&stderr=1`);
  if (operation === 'DELETE') return api.call('DELETE', `${one}?dryRun=All`);
  if (operation === 'UPDATE') return api.call('PUT', `${one}?dryRun=All`, object ?? {});
  return api.call('POST', `${subresource === null ? collection : one}?dryRun=All`, object ?? {});
}

function pathOf({ kind, resource }: Kind, namespace: string | null, name: string): string {
  return `${collectionOf({ group: kind.group, version: kind.version, resource }, namespace)}/${name}`;
}

function collectionOf({ group, version, resource }: Request['resource'], namespace: string | null): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  // To an API server a Namespace is within itself; to those who ask for one it is not.
  return namespace === null || resource === 'namespaces'
    ? `${root}/${resource}`
    : `${root}/namespaces/${namespace}/${resource}`;
}

function randomLabels(random: Random): JsonObject {
  return {
    ...(random() < 0.7 && { team: pick(random, teams) }),
    ...(random() < 0.4 && { tier: pick(random, ['web', 'db']) }),
  };
}

function relabelled(object: JsonObject, labels: JsonObject): JsonObject {
  const metadata = own(object, 'metadata');
  const { labels: _before, ...rest } = isJsonObject(metadata) ? metadata : {};
  return { ...object, metadata: { ...rest, ...listed(labels) } };
}

/** As they are stored: an API server drops labels that are none. */
function listed(labels: JsonObject): JsonObject {
  return Object.keys(labels).length > 0 ? { labels } : {};
}

function inNamespace(object: JsonObject, namespace: string): JsonObject {
  const metadata = own(object, 'metadata');
  return { ...object, metadata: { ...(isJsonObject(metadata) && metadata), namespace } };
}

function nameOf(object: JsonObject): string {
  const metadata = own(object, 'metadata');
  const name = isJsonObject(metadata) ? own(metadata, 'name') : undefined;
  return typeof name === 'string' ? name : '';
}

function pod(name: string, labels: JsonObject): JsonObject {
  const spec = { containers: [{ name: 'main', image: 'busybox:1' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...listed(labels) }, spec };
}

function map(name: string, data: JsonObject, labels: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...listed(labels) },
    ...(Object.keys(data).length > 0 && { data }),
  };
}

function deployment(name: string, labels: JsonObject, replicas = 2): JsonObject {
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'busybox:1' }] },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...listed(labels) },
    spec: { replicas, selector: { matchLabels: { app: name } }, template },
  };
}

function clusterRole(name: string, labels: JsonObject): JsonObject {
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name, ...listed(labels) },
    rules,
  };
}
