import { WritError } from '../core/errors.ts';
import { at, type JsonObject } from '../core/json.ts';
import type { LivePatch, PatchTarget, ServedKind } from '../operations/cluster-port.ts';
import { ask, type Door } from './ask.ts';
import { getObject } from './get-object.ts';
import { pathOf, withQuery } from './paths.ts';
import { conflict, refusal, type Doing } from './problems.ts';

/** One change of one object. */
export interface Change {
  readonly kind: ServedKind;
  readonly target: PatchTarget;
  readonly patch: readonly LivePatch[];
  readonly dryRun: boolean;
}

const notFound = 404;
const unprocessable = 422;

/**
 * Changes one object by JSON Patch, only if it is still the one that was read.
 * @throws {WritError} `CLUSTER_CONFLICT` where it is not
 */
export async function patchObject(door: Door, change: Change): Promise<JsonObject> {
  const { kind, target, patch, dryRun } = change;
  const { name, namespace, uid, resourceVersion } = target;
  const asked: Doing = { verb: 'patch', group: kind.group, resource: kind.resource, namespace, name };
  const path = withQuery(pathOf(kind, namespace, name), {
    dryRun: dryRun ? 'All' : null,
    fieldManager: 'writ',
    fieldValidation: 'Strict',
  });
  const body = [
    { op: 'test', path: '/metadata/uid', value: uid },
    // Not a test: where the stored version is another by then, the server answers 409 and stores nothing.
    { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
    ...patch.map((operation) => ({ ...operation })),
  ] as const;
  const question = {
    method: 'PATCH',
    path,
    contentType: 'application/json-patch+json',
    body,
    doing: asked,
  } as const;
  const answer = await ask(door, question, [notFound, unprocessable]);
  if (answer.status !== notFound && answer.status !== unprocessable) return answer.body;
  const problem = refusal(answer, asked, door.connection);
  throw (await isAnother(door, change)) ? conflict(asked, problem.message) : problem;
}

/** A failed test is answered like an invalid object: only the object tells them apart. */
async function isAnother(door: Door, { kind, target }: Change): Promise<boolean> {
  try {
    const now = await getObject(door, kind, target.name, target.namespace);
    return (
      now === null ||
      at(now, '/metadata/uid') !== target.uid ||
      at(now, '/metadata/resourceVersion') !== target.resourceVersion
    );
  } catch (cause) {
    if (cause instanceof WritError) return false;
    throw cause;
  }
}
