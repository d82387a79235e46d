import { WritError } from '../../core/errors.ts';
import { at, objectsAt, textAt, type JsonObject } from '../../core/json.ts';
import { nameOf } from '../../core/resource.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import type { EnforcedOutcome } from './enforce-live-result.ts';
import type { EnforcePlan } from './enforce-plan.ts';

/** Where something is looked up about what was applied. */
export interface Looking {
  readonly cluster: Cluster;
  readonly kinds: readonly ServedKind[];
}

/**
 * What the cluster itself says of policies that were applied: warnings of its type check, and Kyverno's conditions.
 * They are shown, and decide nothing: a policy that is not ready may well refuse.
 */
export async function conditionNotes(
  plan: EnforcePlan,
  outcomes: readonly EnforcedOutcome[],
  { cluster, kinds }: Looking,
): Promise<readonly string[]> {
  const notes: string[] = [];
  const isThere = new Set(
    outcomes.flatMap(({ status, resource }) =>
      status === 'applied' || status === 'verified' ? [`${resource.kind} ${resource.name}`] : [],
    ),
  );
  for (const { kind, name, namespace } of plan.steps) {
    if (!isThere.has(`${kind.kind} ${name}`)) continue;
    const object = await quietly(() => cluster.get(kind, name, namespace));
    if (object !== null) notes.push(...saidOf(object));
  }
  const isUnseen = outcomes.some(({ status }) => status === 'applied');
  const isKyverno = plan.steps.some(({ kind }) => kind.group.endsWith('kyverno.io'));
  return isUnseen && isKyverno ? [...notes, ...(await webhookNotes({ cluster, kinds }))] : notes;
}

/** What its status says of an object. */
function saidOf(object: JsonObject): readonly string[] {
  const name = nameOf(object);
  const warnings = objectsAt(object, '/status/typeChecking/expressionWarnings').map(
    (one) =>
      `\`${name}\`: the API server's type check warns of ${textAt(one, '/fieldRef') ?? ''}: ${firstLine(one)}`,
  );
  const ready = at(object, '/status/conditionStatus/ready') ?? at(object, '/status/ready');
  const conditions = [
    ...objectsAt(object, '/status/conditionStatus/conditions'),
    ...objectsAt(object, '/status/conditions'),
  ].filter((one) => textAt(one, '/status') === 'False');
  const said = conditions.map(
    (one) => `${textAt(one, '/type') ?? ''}: ${textAt(one, '/message') ?? textAt(one, '/reason') ?? ''}`,
  );
  return ready === false
    ? [...warnings, `\`${name}\`: Kyverno says it is not ready: ${said.join('; ')}`]
    : warnings;
}

function firstLine(warning: JsonObject): string {
  return (textAt(warning, '/warning') ?? '').trim().split('\n')[0] ?? '';
}

/** Whether Kyverno has told the API server to ask it. */
async function webhookNotes({ cluster, kinds }: Looking): Promise<readonly string[]> {
  const kind = kinds.find(({ kind: name }) => name === 'ValidatingWebhookConfiguration');
  if (kind === undefined) return [];
  const found = await quietly(async () => {
    for await (const { objects } of cluster.list(kind, { namespace: null }))
      if (objects.some(isOfKyverno)) return true;
    return false;
  });
  return found === false
    ? [
        'Kyverno has told the API server of no webhook: as long as its admission controller does not run, nothing enforces its policies',
      ]
    : [];
}

function isOfKyverno(configuration: JsonObject): boolean {
  return (
    nameOf(configuration).startsWith('kyverno-resource-validating') &&
    objectsAt(configuration, '/webhooks').length > 0
  );
}

/** What is only shown is left out where it may not be read. */
async function quietly<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof WritError && cause.code.startsWith('CLUSTER_')) return null;
    throw cause;
  }
}
