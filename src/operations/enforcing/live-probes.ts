import { hash } from 'node:crypto';
import { WritError } from '../../core/errors.ts';
import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { asWritten } from '../live/live-object.ts';
import type { NamedObject } from './enforce-live-result.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import type { Verifying } from './verifying.ts';

/** Objects to try a policy with. */
interface ReadProbes {
  readonly fail: readonly Resource[];
  readonly pass: readonly Resource[];
}

/**
 * The objects that a plan keeps; where nobody knew any, copies of live ones, under another name. These are read when
 * they are needed: no plan keeps what may hold secrets.
 */
export async function probesOf(
  { fail, pass, live }: PlannedProbes,
  verifying: Verifying,
): Promise<ReadProbes> {
  return {
    fail: fail.length > 0 ? fail : await copiesOf(live.fail, verifying),
    pass: pass.length > 0 ? pass : await copiesOf(live.pass, verifying),
  };
}

async function copiesOf(
  objects: readonly NamedObject[],
  { cluster, served }: Verifying,
): Promise<readonly Resource[]> {
  const copies: Resource[] = [];
  for (const { apiVersion, kind, namespace, name } of objects) {
    const known = await served.find(apiVersion, kind);
    const found = known === null ? null : await quietly(() => cluster.get(known, name, namespace));
    const copy = found === null ? null : copyOf(found);
    if (copy !== null) copies.push(copy);
  }
  return copies;
}

/** What somebody could have written to make the object once more. */
function copyOf(found: JsonObject): Resource | null {
  const written = asWritten(found);
  const metadata = written === null ? null : own(written, 'metadata');
  if (written === null || metadata === undefined || !isJsonObject(metadata ?? null)) return null;
  const { ownerReferences: _owners, finalizers: _finalizers, ...rest } = metadata as JsonObject;
  const name = `writ-probe-${hash('sha256', JSON.stringify(rest)).slice(0, 8)}`;
  return { ...written, metadata: { ...rest, name } };
}

/** What may not be read is not tried. */
async function quietly<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof WritError && cause.code === 'CLUSTER_FORBIDDEN') return null;
    throw cause;
  }
}
