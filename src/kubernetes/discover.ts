import { WritError } from '../core/errors.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { groupVersionOf } from '../core/resource.ts';
import type { ServedKind } from '../operations/cluster-port.ts';
import { ask, type Door } from './ask.ts';

/** What a server serves. */
export interface Served {
  readonly kinds: readonly ServedKind[];
  /** Groups that do not answer. */
  readonly missing: readonly string[];
}

const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/**
 * The kinds of a server, each once in its preferred version.
 * Servers before 1.27 know no aggregated discovery: they are asked group by group.
 */
export async function discover(door: Door): Promise<Served> {
  const roots = await Promise.all(['/api', '/apis'].map((path) => askRoot(door, path)));
  const parts = await Promise.all(
    roots.map(async (body) =>
      own(body, 'kind') === 'APIGroupDiscoveryList' ? readAggregated(body) : await askGroups(door, body),
    ),
  );
  return {
    kinds: parts.flatMap(({ kinds }) => kinds),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

/** What one version of a group has; null where it is not served. */
export async function kindsOf(
  door: Door,
  group: string,
  version: string,
): Promise<readonly ServedKind[] | null> {
  const groupVersion = group === '' ? version : `${group}/${version}`;
  const path = group === '' ? `/api/${version}` : `/apis/${groupVersion}`;
  const question = { method: 'GET', path, doing: discovering(path) } as const;
  const { status, body } = await ask(door, question, [404]);
  return status === 404 ? null : [...kindsIn(body, groupVersion)];
}

async function askRoot(door: Door, path: string, accept = aggregated): Promise<JsonObject> {
  const { body } = await ask(door, { method: 'GET', path, accept, doing: discovering(path) });
  return body;
}

function discovering(resource: string) {
  return { verb: 'get', group: '', resource, namespace: null, name: null };
}

/** apidiscovery.k8s.io/v2: groups with versions, the preferred one first. */
function readAggregated(body: JsonObject): Served {
  const kinds: ServedKind[] = [];
  const missing: string[] = [];
  for (const item of objects(own(body, 'items'))) {
    const group = text(own(objectOf(own(item, 'metadata')), 'name'));
    const seen = new Set<string>();
    for (const served of objects(own(item, 'versions'))) {
      const version = text(own(served, 'version'));
      if (own(served, 'freshness') === 'Stale') missing.push(`${group}/${version}`);
      for (const resource of objects(own(served, 'resources'))) {
        const kind = kindIn(resource, group, version);
        if (kind !== null && !seen.has(kind.kind)) kinds.push(kind);
        if (kind !== null) seen.add(kind.kind);
      }
    }
  }
  return { kinds, missing };
}

function kindIn(resource: JsonObject, group: string, version: string): ServedKind | null {
  const kind = text(own(objectOf(own(resource, 'responseKind')), 'kind'));
  const name = text(own(resource, 'resource'));
  if (kind === '' || name === '') return null;
  const namespaced = own(resource, 'scope') === 'Namespaced';
  return { group, version, kind, resource: name, namespaced, verbs: texts(own(resource, 'verbs')) };
}

/** As servers did before: a list of groups, and one request for each of their versions. */
async function askGroups(door: Door, root: JsonObject): Promise<Served> {
  const groups = objects(own(root, 'groups'));
  const core = texts(own(root, 'versions')).map((version) => [version]);
  const lists = groups.length > 0 ? groups.map(versionsOf) : core;
  const found = await Promise.all(lists.map((versions) => askVersions(door, versions)));
  return {
    kinds: found.flatMap(({ kinds }) => kinds),
    missing: found.flatMap(({ missing }) => missing),
  };
}

/** The preferred version comes first. */
function versionsOf(group: JsonObject): readonly string[] {
  const preferred = text(own(objectOf(own(group, 'preferredVersion')), 'groupVersion'));
  const all = objects(own(group, 'versions')).map((version) => text(own(version, 'groupVersion')));
  return [preferred, ...all.filter((version) => version !== preferred)].filter((version) => version !== '');
}

async function askVersions(door: Door, groupVersions: readonly string[]): Promise<Served> {
  const kinds: ServedKind[] = [];
  const missing: string[] = [];
  const seen = new Set<string>();
  for (const groupVersion of groupVersions) {
    const body = await askVersion(door, groupVersion);
    if (body === null) missing.push(groupVersion);
    for (const kind of body === null ? [] : kindsIn(body, groupVersion)) {
      if (!seen.has(kind.kind)) kinds.push(kind);
      seen.add(kind.kind);
    }
  }
  return { kinds, missing };
}

/** Null where the group does not answer: it is served by an extension that is down. */
async function askVersion(door: Door, groupVersion: string): Promise<JsonObject | null> {
  const path = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
  try {
    return await askRoot(door, path, 'application/json');
  } catch (cause) {
    const isDown = cause instanceof WritError && cause.code !== 'CLUSTER_CREDENTIALS';
    if (isDown) return null;
    throw cause;
  }
}

function* kindsIn(body: JsonObject, groupVersion: string): Iterable<ServedKind> {
  const { group, version } = groupVersionOf(groupVersion);
  for (const resource of objects(own(body, 'resources'))) {
    const name = text(own(resource, 'name'));
    if (name === '' || name.includes('/')) continue;
    yield {
      group,
      version,
      kind: text(own(resource, 'kind')),
      resource: name,
      namespaced: own(resource, 'namespaced') === true,
      verbs: texts(own(resource, 'verbs')),
    };
  }
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((item) => isJsonObject(item)) : [];
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
