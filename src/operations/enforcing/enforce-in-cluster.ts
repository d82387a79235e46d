import { WritError } from '../../core/errors.ts';
import { everyRule } from '../deciding/catalogue.ts';
import { minors } from '../deciding/parse-version.ts';
import type { Context } from '../operation.ts';
import { targetSuiting, type ClusterVersions } from './cluster-versions.ts';
import type { Asked } from './asked-of-cluster.ts';
import { enforceLive, needsDesired, type Desired, type KnownExample } from './enforce-live.ts';
import type { EnforceLiveInput } from './enforce-live-parameters.ts';
import type { EnforceLiveResult } from './enforce-live-result.ts';
import { readWhat } from './read-what.ts';
import type { RenderInput } from './render-parameters.ts';
import { renderWhat } from './render-what.ts';
import type { Rendered } from './rendered.ts';
import { rulesNamedHere } from './rules-named-here.ts';

/**
 * Does in a cluster what is asked: what is named is rendered for the versions that are found there, by the target that
 * suits it where none is chosen.
 * @throws {WritError} `USAGE`, `TARGET_UNSUPPORTED` where something that was named cannot be rendered, `CLUSTER_*`
 */
export async function enforceInCluster(
  asked: Asked,
  input: RenderInput & EnforceLiveInput,
  context: Context,
  say: (text: string) => void,
): Promise<EnforceLiveResult> {
  const isNamed = needsDesired(asked, [...input.paths, ...(input.profile === null ? [] : [input.profile])]);
  refuseIdle(asked, isNamed, input);
  const desired = isNamed ? (versions: ClusterVersions) => desiredFor(versions, input, context, say) : null;
  return enforceLive(asked, input, { desired, context, say });
}

/** What would do nothing is a mistake. */
function refuseIdle(asked: Asked, isNamed: boolean, { paths, outDir }: RenderInput): void {
  if (!isNamed && paths.length > 0)
    throw new WritError('USAGE', `--${asked} takes no rules or files`, {
      hint: asked === 'status' ? 'It compares everything.' : `Name policies with --${asked} NAMES.`,
    });
  if (outDir !== null)
    throw new WritError('USAGE', `--${asked} writes no files`, { hint: 'Leave out --out-dir.' });
}

async function desiredFor(
  versions: ClusterVersions,
  input: RenderInput,
  context: Context,
  say: (text: string) => void,
): Promise<Desired> {
  const target = input.target ?? targetSuiting(versions);
  const { kyverno } = versions;
  if (target.startsWith('kyverno') && kyverno === null)
    throw new WritError('TARGET_UNSUPPORTED', 'there is no Kyverno in the cluster; nothing was changed', {
      hint: '`--target vap` needs none.',
    });
  const rendered = await renderWhat(
    {
      ...input,
      target,
      kubernetesVersion: nearest(versions.kubernetes),
      ...(kyverno !== null && { kyvernoVersion: kyverno }),
    },
    context,
    say,
  );
  refuseUnrendered(rendered);
  return {
    objects: rendered.policies.flatMap(({ objects }) => objects),
    examples: await examplesOf(rendered, input, context),
  };
}

/** A cluster newer or older than what is known is written for like the nearest that is. */
function nearest(version: `1.${number}`): string {
  const minor = Number(version.slice(2));
  return `1.${Math.min(minors.newest, Math.max(minors.oldest, minor))}`;
}

function refuseUnrendered({ refused }: Rendered): void {
  const meant = refused.filter(({ expected }) => !expected);
  if (meant.length === 0) return;
  const why = meant.map((one) => `\`${one.policy}\`: ${one.why}`).join('\n');
  throw new WritError('TARGET_UNSUPPORTED', why, {
    hint: 'Nothing was changed. Leave these out, or choose another --target.',
  });
}

/** Objects whose verdicts are known, of the rules that are rendered. */
async function examplesOf(
  { policies }: Rendered,
  input: RenderInput,
  { inputs }: Context,
): Promise<readonly KnownExample[]> {
  const ids = new Set(policies.flatMap(({ members }) => members.map(({ id }) => id)));
  const own = await readWhat(inputs, rulesNamedHere(input.paths, []).paths);
  return [...own.rules, ...everyRule()]
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, prove }) => [...prove.fail, ...prove.pass].map(({ resource }) => ({ of: id, resource })));
}
