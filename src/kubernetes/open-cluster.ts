import { at, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Access, Cluster, ClusterSettings } from '../operations/cluster-port.ts';
import { ask, type Door } from './ask.ts';
import { connectionFor } from './connection.ts';
import { openCredentials } from './credentials.ts';
import { discover, kindsOf } from './discover.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { metricsOf } from './metrics-of.ts';
import { offerObject } from './offer-object.ts';
import { patchObject } from './patch-object.ts';
import { watchObjects } from './watch-objects.ts';
import { createObject, removeObject, replaceObject } from './write-object.ts';

/** Where a pod finds its service account. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Milliseconds for one request, its answer included. */
const usualTime = 60_000;

/**
 * Opens a cluster as the kubeconfig, or the pod we run in, describes it; nothing is asked yet.
 * @param time milliseconds for one request
 * @throws {WritError} `CONFIG_INVALID`, `USAGE`, `CLUSTER_CREDENTIALS`
 */
export async function openCluster(
  settings: ClusterSettings,
  environment: Readonly<Record<string, string | undefined>>,
  time: number = usualTime,
): Promise<Cluster> {
  const connection = await connectionFor(settings, { environment, account });
  const credentials = openCredentials(connection, environment);
  const closing = new AbortController();
  const door: Door = { connection, credentials, time, closing: closing.signal };
  return {
    about: { context: connection.context, server: connection.server },
    version: () => versionOf(door),
    kinds: () => discover(door),
    list: (kind, scope) => listObjects(door, kind, scope),
    watch: (kind, scope, from, signal) => watchObjects(door, { kind, scope, from, signal }),
    get: (kind, name, namespace) => getObject(door, kind, name, namespace),
    patch: (kind, target, patch, dryRun) => patchObject(door, { kind, target, patch, dryRun }),
    kindsOf: (group, version) => kindsOf(door, group, version),
    create: (kind, object, dryRun) => createObject(door, { kind, object, dryRun }),
    replace: (kind, target, object, dryRun) => replaceObject(door, { kind, object, dryRun }, target),
    remove: (kind, target, dryRun) => removeObject(door, { kind, dryRun }, target),
    offer: (kind, object) => offerObject(door, kind, object),
    metrics: () => metricsOf(door),
    may: (access) => mayDo(door, access),
    whoAmI: () => whoAmI(door),
    close() {
      closing.abort();
      credentials.close();
    },
  };
}

async function versionOf(door: Door): Promise<string> {
  const doing = { verb: 'get', group: '', resource: 'version', namespace: null, name: null };
  const { body } = await ask(door, { method: 'GET', path: '/version', doing });
  return textOf(own(body, 'gitVersion')).replace(/^v/, '');
}

async function mayDo(
  door: Door,
  { verb, group, resource, namespace, name }: Access,
): Promise<{ readonly allowed: boolean; readonly reason: string }> {
  const [plain = '', subresource] = resource.split('/');
  const body = await review(door, {
    group: 'authorization.k8s.io',
    kind: 'SelfSubjectAccessReview',
    resource: 'selfsubjectaccessreviews',
    spec: {
      resourceAttributes: {
        verb,
        group,
        resource: plain,
        ...(subresource === undefined ? {} : { subresource }),
        ...(namespace === null ? {} : { namespace }),
        ...(name === null ? {} : { name }),
      },
    },
  });
  return { allowed: at(body, '/status/allowed') === true, reason: textOf(at(body, '/status/reason')) };
}

async function whoAmI(
  door: Door,
): Promise<{ readonly username: string; readonly groups: readonly string[] }> {
  const body = await review(door, {
    group: 'authentication.k8s.io',
    kind: 'SelfSubjectReview',
    resource: 'selfsubjectreviews',
    spec: null,
  });
  const groups = at(body, '/status/userInfo/groups');
  return {
    username: textOf(at(body, '/status/userInfo/username')),
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
  };
}

interface Review {
  readonly group: string;
  readonly kind: string;
  readonly resource: string;
  readonly spec: JsonObject | null;
}

async function review(door: Door, { group, kind, resource, spec }: Review): Promise<JsonObject> {
  const { body } = await ask(door, {
    method: 'POST',
    path: `/apis/${group}/v1/${resource}`,
    doing: { verb: 'create', group, resource, namespace: null, name: null },
    body: { apiVersion: `${group}/v1`, kind, ...(spec === null ? {} : { spec }) },
  });
  return body;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
