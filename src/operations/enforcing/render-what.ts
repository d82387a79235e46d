import { WritError } from '../../core/errors.ts';
import { targetFor } from '../../enforce/targets.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { openBench } from '../bench.ts';
import { configurationFor } from '../deciding/decided-by.ts';
import { parseVersion } from '../deciding/parse-version.ts';
import { withCrds } from '../deciding/with-crds.ts';
import type { Context } from '../operation.ts';
import { parseKyvernoVersion } from '../deciding/parse-kyverno-version.ts';
import { renderAll } from './render-all.ts';
import type { RenderInput } from './render-parameters.ts';
import type { Rendered } from './rendered.ts';
import { whatIsWanted } from './what-is-wanted.ts';

const limits = { fileSize: 16_777_216 };

/**
 * The objects that enforce what is asked for; nothing is written. Notes are told as they arise.
 * @throws {WritError} `USAGE`, `RULE_UNKNOWN`, `CONFIG_INVALID`, `VERSION_UNSUPPORTED`, `TARGET_UNSUPPORTED`
 */
export async function renderWhat(
  input: RenderInput,
  { inputs, now, version }: Pick<Context, 'inputs' | 'now' | 'version'>,
  note: (text: string) => void,
): Promise<Rendered> {
  const versions = {
    kubernetes: parseVersion(input.kubernetesVersion),
    kyverno: parseKyvernoVersion(input.kyvernoVersion),
  };
  const target = targetFor(input.target ?? 'vap', versions);
  if (target.changes && input.action !== null) {
    throw new WritError(
      'USAGE',
      `--action says what a violation does, and ${target.name} changes objects instead`,
      {
        hint: 'Leave it out.',
      },
    );
  }
  const schema = await withCrds(await kubernetesSchema(), input.crds, inputs, limits);
  const { opened, notes } = await configurationFor(input.config, { inputs }, { schema, now: now() });
  for (const text of notes) note(text);
  const bench = { ...(await openBench(now())), minor: versions.kubernetes };
  const asked = await whatIsWanted(input, { inputs, opened, versions, target, bench, now: now() });
  if (asked.wanted.length + asked.refused.length === 0) {
    throw new WritError('USAGE', 'nothing is named that could be enforced', {
      hint: 'Name rules, or files with rules or policies, or choose a --profile.',
    });
  }
  const { policies, refused } = renderAll(asked.wanted, { target, schema, version, bundles: input.bundle });
  return { target: target.name, runtime: target.runtime, policies, refused: [...asked.refused, ...refused] };
}
