import { namespaceOf, nameOf, type Resource } from '../core/resource.ts';
import type { Offered, ServedKind } from '../operations/cluster-port.ts';
import { begin, bodyOf, type Door } from './ask.ts';
import { textOf } from './exchange.ts';
import { pathOf, withQuery } from './paths.ts';
import { refusal, wordsOf } from './problems.ts';
import { doingOf, queryOf } from './write-object.ts';

/** What validation, admission or a webhook that does not answer are told by. */
const taken = [400, 403, 404, 409, 413, 422, 500];
const mostBytes = 8 * 1_048_576;

/**
 * What the server says to an object that somebody would make; nothing is made.
 * @throws {WritError} `CLUSTER_FORBIDDEN` where the user may not make any
 */
export async function offerObject(door: Door, kind: ServedKind, object: Resource): Promise<Offered> {
  const namespace = namespaceOf(object);
  const path = withQuery(pathOf(kind, namespace), queryOf(true));
  const doing = doingOf('create', kind, { namespace, name: nameOf(object) });
  return begin(door, { method: 'POST', path, doing, body: object }, taken, async (reply) => {
    const { status, headers } = reply;
    const body = bodyOf(await textOf(reply, mostBytes));
    if (status === 403) {
      const problem = refusal({ status, body }, doing, door.connection);
      if (problem.code === 'CLUSTER_FORBIDDEN') throw problem;
    }
    const isTaken = status < 300;
    return {
      status,
      message: isTaken ? '' : wordsOf(body),
      warnings: warningsIn(headers['warning']),
      object: isTaken ? body : null,
    };
  });
}

/** The texts of `299 - "text", 299 - "text"` (RFC 7234, 5.5). */
export function warningsIn(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ');
  return [...text.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) =>
    quoted.replaceAll(/\\(.)/g, '$1'),
  );
}
