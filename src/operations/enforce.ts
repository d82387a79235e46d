import { defineOperation } from './operation.ts';
import { renderParameters } from './enforcing/render-parameters.ts';
import { renderWhat } from './enforcing/render-what.ts';
import type { Rendered } from './enforcing/rendered.ts';
import { writeRendered, type WrittenFiles } from './enforcing/write-rendered.ts';

/** What enforces rules and policies in a cluster. */
export interface EnforceResult extends Rendered {
  /** What was written, where a folder was named. */
  readonly written: WrittenFiles | null;
}

export const enforce = defineOperation({
  name: 'enforce',
  summary: 'Write rules, or policies that you have, as admission policies that block or tell.',
  effect: 'read',
  paths: {
    name: 'what',
    description: 'rules by id, code or alias, and files with rules or policies of any dialect',
    required: false,
  },
  parameters: renderParameters,
  examples: [
    ['writ enforce privileged-container', 'prints a ValidatingAdmissionPolicy that audits, with its binding'],
    [
      'writ enforce --profile baseline --target kyverno --action deny --bundle --out-dir policies',
      'writes a profile as Kyverno policies, into a folder for GitOps',
    ],
  ],
  verdict: ({ refused }: EnforceResult) =>
    refused.some(({ byNature }) => !byNature) ? 'undecided' : 'clean',

  async run(input, context, emit: (event: string) => void): Promise<EnforceResult> {
    const rendered = await renderWhat(input, context, emit);
    for (const { policy, why, hint } of rendered.refused)
      emit(
        `not enforced: ${why.includes(`\`${policy}\``) ? '' : `\`${policy}\`: `}${why}${hint === null ? '' : `\n  ${hint}`}`,
      );
    const written = input.outDir === null ? null : await writeRendered(rendered, input.outDir, context);
    return { ...rendered, written };
  },
});
