import { WritError } from '../../core/errors.ts';
import type { Schema } from '../../schema/schema.ts';
import type { LiveInput } from './live-input.ts';
import type { Context, InputOf, Parameters } from '../operation.ts';

/** A cluster instead of files. */
export const liveParameters = {
  cluster: { type: 'flag', description: 'judge what lives in a cluster, instead of files' },
  context: {
    type: 'text',
    value: 'NAME',
    description: 'the context of the kubeconfig (default: the current one; else the cluster that runs us)',
  },
  as: { type: 'text', value: 'USER', description: 'act as this user of the cluster' },
  asGroup: { type: 'list', value: 'NAMES', description: 'and as one in these groups' },
} as const satisfies Parameters;

type LiveFlags = InputOf<typeof liveParameters> & { readonly namespace: readonly string[] };

/** What a run is asked of a cluster: in place of paths it has a name, and its version is its own. */
export function askedOf<I extends { readonly paths: readonly string[]; readonly kubernetesVersion: string }>(
  input: I,
  live: LiveInput | null,
): I {
  return live === null ? input : { ...input, paths: live.paths, kubernetesVersion: live.kubernetesVersion };
}

/**
 * The cluster that is asked for; null, and nothing loaded, where files are.
 * @param more other flags that were given and need a cluster
 * @throws {WritError} `USAGE`, `CLUSTER_*`
 */
export async function liveFor(
  input: LiveFlags,
  schema: Schema,
  context: Context,
  more: readonly string[] = [],
): Promise<LiveInput | null> {
  const { cluster, paths, as, asGroup, namespace } = input;
  if (!cluster) {
    const flag = lonelyFlag(input) ?? more[0];
    if (flag === undefined) return null;
    throw new WritError('USAGE', `${flag} is about a cluster`, { hint: 'Add --cluster.' });
  }
  if (paths.length > 0) {
    throw new WritError('USAGE', '--cluster judges what lives in a cluster, and no files', {
      hint: 'Leave out the paths, or --cluster.',
    });
  }
  const { openLiveInput } = await import('./live-input.ts');
  const settings = { context: input.context, as, asGroups: asGroup, namespaces: [...new Set(namespace)] };
  return openLiveInput(settings, schema, context);
}

function lonelyFlag({ context, as, asGroup }: LiveFlags): string | undefined {
  return [
    context === null ? undefined : '--context',
    as === null ? undefined : '--as',
    asGroup.length === 0 ? undefined : '--as-group',
  ].find((flag) => flag !== undefined);
}
