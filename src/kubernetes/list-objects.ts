import { WritError } from '../core/errors.ts';
import {
  isJsonObject,
  own,
  textAt,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../core/json.ts';
import type { ListScope, ObjectPage, ServedKind } from '../operations/cluster-port.ts';
import { ask, type Answer, type Door } from './ask.ts';
import { TooLarge } from './exchange.ts';
import { pathOf, withQuery } from './paths.ts';
import { refusal, type Doing } from './problems.ts';

const usualPage = 500;
/** Bytes of a page beyond which the next ones have fewer objects. */
const largePage = 8 * 1_048_576;
const largestPage = 48 * 1_048_576;
const gone = 410;
/** How often one list may be too old for the server. */
const mostGone = 20;

/**
 * Every object of a kind, page by page.
 * A list that the server forgot on the way goes on where it can, else it begins anew: no object comes twice.
 * @throws {WritError} `CLUSTER_*`
 */
export async function* listObjects(
  door: Door,
  kind: ServedKind,
  scope: ListScope,
): AsyncIterable<ObjectPage> {
  const seen = new Set<string>();
  // Of the first page: who watches from there misses nothing of what changed since.
  let first: string | null = null;
  let limit = usualPage;
  let next: string | null = null;
  let forgotten = 0;
  for (;;) {
    const answer = await askPage(door, { kind, scope, limit, next });
    if (answer === null) {
      limit = Math.ceil(limit / 4);
      continue;
    }
    if (answer.status === gone && ++forgotten > mostGone)
      throw refusal(answer, doing(kind, scope), door.connection);
    next = statedAt(answer.body, '/metadata/continue');
    if (answer.status === gone) continue;
    first ??= statedAt(answer.body, '/metadata/resourceVersion') ?? '';
    yield { objects: objectsIn(answer.body, kind, seen), resourceVersion: first };
    if (next === null) return;
    if (answer.size > largePage) limit = Math.max(1, Math.floor(limit / 2));
  }
}

interface Asked {
  readonly kind: ServedKind;
  readonly scope: ListScope;
  readonly limit: number;
  readonly next: string | null;
}

/** Null where the page is larger than what is held at once. */
async function askPage(door: Door, { kind, scope, limit, next }: Asked): Promise<Answer | null> {
  const path = withQuery(pathOf(kind, scope.namespace), { limit, continue: next });
  const question = { method: 'GET', path, doing: doing(kind, scope), most: largestPage } as const;
  try {
    return await ask(door, question, [gone]);
  } catch (cause) {
    if (!(cause instanceof TooLarge)) throw cause;
    if (limit > 1) return null;
    throw new WritError('CLUSTER_REFUSED', `one of ${kind.resource} is larger than what Writ reads`, {
      cause,
    });
  }
}

/** What of a page was not there before; in lists, objects do not say what they are. */
function objectsIn(
  body: JsonObject,
  { group, version, kind }: ServedKind,
  seen: Set<string>,
): readonly JsonObject[] {
  const items = own(body, 'items');
  if (!Array.isArray(items)) return [];
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return (items as readonly JsonValue[]).flatMap((item) => {
    if (!isJsonObject(item)) return [];
    const uid = statedAt(item, '/metadata/uid');
    if (uid !== null && seen.has(uid)) return [];
    if (uid !== null) seen.add(uid);
    return [{ apiVersion, kind, ...item }];
  });
}

/** What a list is, for those who may not have it. */
export function doing(
  { group, resource, namespaced }: ServedKind,
  { namespace }: ListScope,
  verb = 'list',
): Doing {
  return { verb, group, resource, namespace: namespaced ? namespace : null, name: null };
}

/** Nothing, and no text, is the same to a server. */
function statedAt(value: JsonObject, pointer: JsonPointer): string | null {
  return textAt(value, pointer) || null;
}
