import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { asWritten } from '../../src/operations/live/live-object.ts';
import type { LiveWorld } from './live-world.ts';
import { writ, type Said } from './writ.ts';

/** A namespace of its own for each promise, and what a person does in it. */
export interface Place {
  readonly world: LiveWorld;
  readonly namespace: string;
  readonly store: string;
  readonly deploy: (name: string, more?: Deploying) => Promise<void>;
  readonly get: (path: string) => Promise<JsonObject>;
  /** Changes an object by a merge patch, as somebody else would. */
  readonly change: (path: string, patch: JsonObject) => Promise<void>;
  readonly fix: (...args: readonly string[]) => Promise<Result>;
  readonly fixAs: (kubeconfig: string, ...args: readonly string[]) => Promise<Result>;
  readonly file: (name: string, content: JsonObject) => string;
}

/** What is special of a Deployment. */
export interface Deploying {
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  readonly pod?: JsonObject;
}

/** What `fix` said as JSON. */
export interface Result extends Said {
  readonly undo: string | null;
  readonly plan: string | null;
  readonly objects: readonly {
    readonly resource: { readonly kind: string; readonly name: string };
    readonly status: string;
    readonly why: string | null;
  }[];
  readonly files: readonly {
    readonly resources: readonly {
      readonly patch: readonly JsonObject[];
      readonly findings: { readonly before: object; readonly after: object };
    }[];
  }[];
}

/** A place of its own in a cluster. */
export async function placeIn(world: LiveWorld, namespace: string): Promise<Place> {
  await world.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const store = join(world.folder, `${namespace}.db`);
  const fixAs = async (kubeconfig: string, ...args: readonly string[]): Promise<Result> => {
    const isKnown = ['--approve', '--refuse', '--undo'].some((flag) => args.includes(flag));
    const where = isKnown ? [] : ['--cluster', '--namespace', namespace];
    const said = await writ(kubeconfig, ['fix', ...where, '--format', 'json', '--store', store, ...args]);
    const told =
      said.out === '' ? { undo: null, plan: null, objects: [], files: [] } : (JSON.parse(said.out) as object);
    return { ...(told as Result), ...said };
  };
  return {
    world,
    namespace,
    store,
    fixAs,
    fix: (...args) => fixAs(world.kubeconfig, ...args),
    deploy: (name, more) => world.create(deployment(name, namespace, more)),
    get: async (path) => (await world.api.call('GET', pathIn(namespace, path))).body,
    change: (path, patch) => merge(world, pathIn(namespace, path), patch),
    file(name, content) {
      const file = join(world.folder, `${namespace}-${name}`);
      writeFileSync(file, JSON.stringify(content));
      return file;
    },
  };
}

function pathIn(namespace: string, path: string): string {
  const root = path.startsWith('pods')
    ? '/api/v1'
    : path.includes('jobs')
      ? '/apis/batch/v1'
      : '/apis/apps/v1';
  return `${root}/namespaces/${namespace}/${path}`;
}

/** What a person's tool does: reads, changes, and writes all of it, until nobody was faster. */
async function merge({ api }: LiveWorld, path: string, patch: JsonObject): Promise<void> {
  for (;;) {
    const { body } = await api.call('GET', path.replace(/\/status$/, ''));
    const { status } = await api.call('PUT', path, merged(body, patch) as JsonObject);
    if (status < 300) return;
    assert.equal(status, 409, path);
  }
}

/** An object with some of its fields changed. */
export function merged(value: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const before = value !== undefined && isJsonObject(value) ? value : {};
  return {
    ...before,
    ...Object.fromEntries(Object.entries(patch).map(([key, one]) => [key, merged(before[key], one)])),
  };
}

/** A Deployment of no pods, of which two things can be repaired. */
export function deployment(
  name: string,
  namespace: string,
  { metadata = {}, spec = {}, pod = {} }: Deploying = {},
): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, ...metadata },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { hostPID: true, ...pod, containers: [app] } },
      ...spec,
    },
  };
}

/** The container of it. */
export const app = { name: 'app', image: 'registry.example/app:1' };
/** What somebody wrote of an object; controllers count its revisions beside it. */
export function told(object: JsonObject): JsonObject {
  const written = asWritten(object) ?? object;
  const { annotations: _, ...metadata } = written['metadata'] as JsonObject;
  return { ...written, metadata };
}
