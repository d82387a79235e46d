import { own, type JsonObject } from '../core/json.ts';
import { namespaceOf, nameOf, type Resource } from '../core/resource.ts';
import type { PatchTarget, ServedKind } from '../operations/cluster-port.ts';
import { ask, type Door } from './ask.ts';
import { pathOf, withQuery } from './paths.ts';
import type { Doing } from './problems.ts';

/** An object on its way to the server. */
export interface Writing {
  readonly kind: ServedKind;
  readonly object: Resource;
  readonly dryRun: boolean;
}

/** What is asked of every object that is written. */
export function queryOf(dryRun: boolean): Readonly<Record<string, string | null>> {
  return { dryRun: dryRun ? 'All' : null, fieldManager: 'writ', fieldValidation: 'Strict' };
}

/**
 * Makes an object.
 * @throws {WritError} `CLUSTER_CONFLICT` where there is one of its name
 */
export async function createObject(door: Door, { kind, object, dryRun }: Writing): Promise<JsonObject> {
  const namespace = namespaceOf(object);
  const path = withQuery(pathOf(kind, namespace), queryOf(dryRun));
  const doing = doingOf('create', kind, { namespace, name: nameOf(object) });
  const { body } = await ask(door, { method: 'POST', path, doing, body: object, changes: !dryRun });
  return body;
}

/**
 * Puts an object in the place of the one that was read.
 * @throws {WritError} `CLUSTER_CONFLICT` where that changed since
 */
export async function replaceObject(
  door: Door,
  { kind, object, dryRun }: Writing,
  { name, namespace, uid, resourceVersion }: PatchTarget,
): Promise<JsonObject> {
  const path = withQuery(pathOf(kind, namespace, name), queryOf(dryRun));
  const metadata = { ...(own(object, 'metadata') as JsonObject), uid, resourceVersion };
  const doing = doingOf('update', kind, { namespace, name });
  const body = { ...object, metadata };
  return (await ask(door, { method: 'PUT', path, doing, body, changes: !dryRun })).body;
}

/**
 * Takes away the object that was read; what is gone already is no error.
 * @throws {WritError} `CLUSTER_CONFLICT` where it changed since
 */
export async function removeObject(
  door: Door,
  { kind, dryRun }: Omit<Writing, 'object'>,
  { name, namespace, uid, resourceVersion }: PatchTarget,
): Promise<void> {
  const path = pathOf(kind, namespace, name);
  const doing = doingOf('delete', kind, { namespace, name });
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid, resourceVersion },
    // A server that is given options looks at no query: said there, a dry run would remove.
    ...(dryRun && { dryRun: ['All'] }),
  };
  await ask(door, { method: 'DELETE', path, doing, body, changes: !dryRun }, [404]);
}

/** A request in words of RBAC. */
export function doingOf(
  verb: string,
  { group, resource }: ServedKind,
  { namespace, name }: { readonly namespace: string | null; readonly name: string | null },
): Doing {
  return { verb, group, resource, namespace, name };
}
