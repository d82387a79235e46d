import { WritError } from '../../core/errors.ts';
import { at, objectsAt, own, type JsonObject } from '../../core/json.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** What a cluster can enforce with. */
export interface ClusterVersions {
  /** Such as `1.36`. */
  readonly kubernetes: `1.${number}`;
  /** The oldest Kyverno that has what is there, such as `1.19`; null where there is none. */
  readonly kyverno: `1.${number}` | null;
}

const definitions = {
  validating: 'validatingpolicies.policies.kyverno.io',
  mutating: 'mutatingpolicies.policies.kyverno.io',
  classic: 'clusterpolicies.kyverno.io',
} as const;

/** CustomResourceDefinitions by name, as far as they are there and may be read. */
type Definitions = Readonly<Record<keyof typeof definitions, JsonObject | null>>;

/**
 * Asks a cluster what it can enforce with. Kyverno is known by what its CRDs describe: an image tag says what somebody
 * called it.
 * @throws {WritError} `CLUSTER_*`
 */
export async function clusterVersions(
  cluster: Cluster,
  kinds: readonly ServedKind[],
): Promise<ClusterVersions> {
  const minor = Number(/^1\.(\d+)/.exec(await cluster.version())?.[1] ?? Number.NaN);
  if (Number.isNaN(minor))
    throw new WritError('VERSION_UNSUPPORTED', 'the API server tells no version of Kubernetes');
  return { kubernetes: `1.${minor}`, kyverno: await kyvernoOf(cluster, kinds) };
}

async function kyvernoOf(cluster: Cluster, kinds: readonly ServedKind[]): Promise<`1.${number}` | null> {
  const isThere = kinds.some(({ group }) => group === 'policies.kyverno.io' || group === 'kyverno.io');
  if (!isThere) return null;
  const kind = kinds.find(({ group, kind: name }) => group === 'apiextensions.k8s.io' && name === crd);
  const read = async (name: string): Promise<JsonObject | null> => {
    if (kind === undefined) return null;
    try {
      return await cluster.get(kind, name, null);
    } catch (cause) {
      if (cause instanceof WritError && cause.code === 'CLUSTER_FORBIDDEN') return null;
      throw cause;
    }
  };
  const [validating, mutating, classic] = await Promise.all([
    read(definitions.validating),
    read(definitions.mutating),
    read(definitions.classic),
  ]);
  const found: Definitions = { validating, mutating, classic };
  return validating === null && mutating === null && classic === null ? byKinds(kinds) : byDefinitions(found);
}

const crd = 'CustomResourceDefinition';

/** What each release was the first to have, newest first; what cannot be told apart is taken for the older one. */
export function byDefinitions({ validating, mutating, classic }: Definitions): `1.${number}` {
  if (describes(mutating, ['spec', 'auditAnnotations'])) return '1.19';
  if (serves(validating, 'v1')) return '1.17';
  if (serves(validating, 'v1beta1')) return '1.16';
  if (mutating !== null) return '1.15';
  if (validating !== null) return '1.14';
  if (describes(classic, ['spec', 'rules', 'validate', 'failureAction'])) return '1.13';
  if (describes(classic, ['spec', 'webhookConfiguration'])) return '1.12';
  return describes(classic, ['spec', 'rules', 'celPreconditions']) ? '1.11' : '1.10';
}

/** Where nobody may read the CRDs: by the versions of the kinds that are served. */
function byKinds(kinds: readonly ServedKind[]): `1.${number}` {
  const versions = new Map(
    kinds.filter(({ group }) => group === 'policies.kyverno.io').map(({ kind, version }) => [kind, version]),
  );
  const validating = versions.get('ValidatingPolicy');
  if (validating === 'v1') return '1.17';
  if (validating === 'v1beta1') return '1.16';
  if (versions.has('MutatingPolicy')) return '1.15';
  return validating === undefined ? '1.13' : '1.14';
}

function serves(definition: JsonObject | null, version: string): boolean {
  return versionsOf(definition).some((one) => own(one, 'name') === version && own(one, 'served') === true);
}

/** Whether a version of a CRD describes a field, through lists as through objects. */
function describes(definition: JsonObject | null, path: readonly string[]): boolean {
  return versionsOf(definition).some((version) => {
    let schema = at(version, '/schema/openAPIV3Schema');
    for (const field of path) {
      const within = at(schema, '/items') ?? schema;
      schema = at(within, `/properties/${field}`);
    }
    return schema !== undefined;
  });
}

function versionsOf(definition: JsonObject | null): readonly JsonObject[] {
  return definition === null ? [] : objectsAt(definition, '/spec/versions');
}

/** The target that suits a cluster where nobody names one: what the API server does by itself goes before a webhook. */
export function targetSuiting({
  kubernetes,
  kyverno,
}: ClusterVersions): 'vap' | 'kyverno' | 'kyverno-clusterpolicy' {
  if (minorOf(kubernetes) >= 30 || kyverno === null) return 'vap';
  return minorOf(kyverno) >= 14 ? 'kyverno' : 'kyverno-clusterpolicy';
}

function minorOf(version: `1.${number}`): number {
  return Number(version.slice(2));
}
