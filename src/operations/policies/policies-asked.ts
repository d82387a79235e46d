import { WritError } from '../../core/errors.ts';
import { isPolicy } from '../../dialects/read-policies.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Cluster } from '../cluster-port.ts';
import { parseKyvernoVersion } from '../deciding/parse-kyverno-version.ts';
import { parseVersion } from '../deciding/parse-version.ts';
import type { Context } from '../operation.ts';
import type { GivenPolicies } from './given-policies.ts';
import { openPolicies } from './open-policies.ts';
import { readPolicyFiles, type PolicyFiles } from './read-policy-files.ts';

/** How `--policies` says that a cluster's own are meant. */
const ofCluster = 'cluster';

/** What was asked for as flags. */
export interface PoliciesInput {
  readonly policies: readonly string[];
  readonly kubernetesVersion: string;
  readonly kyvernoVersion: string;
  readonly context: string | null;
  readonly as: string | null;
  readonly asGroup: readonly string[];
}

/**
 * Rules and policies under the paths.
 * @throws {WritError} `POLICY_INVALID` where there is none
 */
export async function policyFiles(
  { policies }: Pick<PoliciesInput, 'policies'>,
  { inputs }: Pick<Context, 'inputs'>,
): Promise<PolicyFiles> {
  const paths = policies.filter((path) => path !== ofCluster);
  const files = await readPolicyFiles(inputs, paths);
  const { rules, objects, problems } = files;
  const isEmpty =
    rules.rules.length + rules.problems.length + problems.length === 0 &&
    !objects.some(({ resource }) => isPolicy(resource));
  if (isEmpty && paths.length > 0)
    throw new WritError('POLICY_INVALID', `there is no rule and no policy in ${paths.join(', ')}`, {
      hint: 'Rules in folders are named `*.rule.yaml`; policies are found by their apiVersion and kind.',
    });
  return files;
}

/**
 * The policies that were asked for beside rules, ready to judge by; undefined where there are none.
 * @param live the cluster whose objects are judged, or null
 * @throws {WritError} `VERSION_UNSUPPORTED`, `CLUSTER_*`
 */
export async function givenPolicies(
  input: PoliciesInput,
  { objects, problems }: PolicyFiles,
  { schema, live }: { readonly schema: Schema; readonly live: Cluster | null },
  { openCluster }: Pick<Context, 'openCluster'>,
): Promise<GivenPolicies | undefined> {
  const isOfCluster = input.policies.includes(ofCluster);
  const isAsked = problems.length > 0 || objects.some(({ resource }) => isPolicy(resource));
  if (!isOfCluster && !isAsked) return undefined;
  const kyverno = `1.${parseKyvernoVersion(input.kyvernoVersion)}` as const;
  const open = (cluster: Cluster | null, kubernetes: `1.${number}`): Promise<GivenPolicies> =>
    openPolicies(
      { objects, problems, cluster },
      { versions: { kubernetes, kyverno }, schema, isLive: live !== null },
    );
  const stated = `1.${parseVersion(input.kubernetesVersion)}` as const;
  if (!isOfCluster || live !== null) return open(isOfCluster ? live : null, stated);
  const { context, as, asGroup: asGroups } = input;
  const cluster = await openCluster({ context, as, asGroups });
  try {
    return await open(cluster, stated);
  } finally {
    cluster.close();
  }
}
