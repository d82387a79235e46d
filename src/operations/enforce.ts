import { defineOperation } from './operation.ts';
import { askedOfCluster } from './enforcing/asked-of-cluster.ts';
import { enforceLiveParameters } from './enforcing/enforce-live-parameters.ts';
import { liveVerdict, type EnforceLiveResult } from './enforcing/enforce-live-result.ts';
import { renderParameters } from './enforcing/render-parameters.ts';
import { renderWhat } from './enforcing/render-what.ts';
import { refusalLines } from './enforcing/refusal-lines.ts';
import type { Rendered } from './enforcing/rendered.ts';
import { writeRendered, type WrittenFiles } from './enforcing/write-rendered.ts';

/** What enforces rules and policies in a cluster. */
export interface EnforceResult extends Rendered {
  /** What was written, where a folder was named. */
  readonly written: WrittenFiles | null;
}

export const enforce = defineOperation({
  name: 'enforce',
  summary:
    'Write rules, or policies that you have, as admission policies that block or tell; --apply puts them into a cluster.',
  effect: 'write',
  paths: {
    name: 'what',
    description: 'rules by id, code or alias, and files with rules or policies of any dialect',
    required: false,
  },
  parameters: { ...renderParameters, ...enforceLiveParameters },
  examples: [
    ['writ enforce privileged-container', 'prints a ValidatingAdmissionPolicy that audits, with its binding'],
    [
      'writ enforce --profile baseline --target kyverno --action deny --bundle --out-dir policies',
      'writes a profile as Kyverno policies, into a folder for GitOps',
    ],
    [
      'writ enforce privileged-container --action warn --apply',
      'plans to put it into the current cluster, and shows which live objects break it',
    ],
    ['writ enforce --status', 'tells what is at work in the cluster, and what somebody changed since'],
  ],
  verdict: (output: EnforceResult | EnforceLiveResult) => {
    if ('does' in output) return liveVerdict(output);
    return output.refused.some(({ expected }) => !expected) ? 'undecided' : 'clean';
  },

  async run(input, context, emit: (event: string) => void): Promise<EnforceResult | EnforceLiveResult> {
    const asked = askedOfCluster(input);
    if (asked !== null) {
      const { enforceInCluster } = await import('./enforcing/enforce-in-cluster.ts');
      return enforceInCluster(asked, input, context, emit);
    }
    const rendered = await renderWhat(input, context, emit);
    for (const one of rendered.refused) for (const line of refusalLines(one)) emit(line);
    const written = input.outDir === null ? null : await writeRendered(rendered, input.outDir, context);
    return { ...rendered, written };
  },
});
