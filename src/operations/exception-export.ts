import { WritError } from '../core/errors.ts';
import { equivalentsOf } from '../rules/equivalents-of.ts';
import type { Exported } from '../exceptions/export/exported.ts';
import { exportExceptions, targets } from '../exceptions/export/export-exceptions.ts';
import { isPast } from '../core/is-past.ts';
import type { Exception } from '../exceptions/exception.ts';
import { catalogue } from './deciding/catalogue.ts';
import { knownRules } from './deciding/known-rules.ts';
import { defineOperation, type Context } from './operation.ts';
import { readExceptions } from './deciding/read-exceptions.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import { withStore } from './recording/with-store.ts';

/** Exceptions in another tool's words. */
export type ExceptionExportResult = Exported;

export const exceptionExport = defineOperation({
  name: 'exception export',
  summary: 'Tell exceptions to another tool, in its own words.',
  effect: 'read',
  paths: {
    name: 'path',
    description: 'exception files, or folders with *.exception.yaml (default: the store)',
    required: false,
  },
  parameters: {
    to: { type: 'choice', value: 'TOOL', choices: targets, description: 'the tool that is told' },
    ...storeParameter,
  },
  examples: [
    ['writ exception export examples/exceptions --to kyverno', 'prints PolicyExceptions'],
    [
      'writ exception export examples/exceptions --to kubescape --output exceptions.json',
      "writes Kubescape's exceptions file",
    ],
  ],
  verdict: ({ refused }) => (refused.length === 0 ? 'clean' : 'found'),

  async run({ paths, to, store }, context, emit: (event: string) => void): Promise<ExceptionExportResult> {
    if (to === null)
      throw new WritError('USAGE', 'nobody is named to whom they are told', {
        hint: `Add --to with one of ${targets.join(', ')}.`,
      });
    const exceptions = await exceptionsIn(paths, store, context);
    const exported = exportExceptions(exceptions, to, equivalentsOf(catalogue().map(({ id }) => id)));
    if (exceptions.length === 0) emit('no exception that still counts was found: there is nothing to tell');
    for (const { exception, why } of exported.refused)
      emit(`not told: ${exception.rules.join(', ')}: ${why}`);
    return exported;
  },
});

/** What is over is told to nobody. */
async function exceptionsIn(
  paths: readonly string[],
  place: string | null,
  context: Context,
): Promise<readonly Exception[]> {
  const found =
    paths.length > 0
      ? (await readExceptions(context.inputs, paths, knownRules([]))).map(({ exception }) => exception)
      : await withStore(place, context, async ({ exceptions }) =>
          (await exceptions.list()).filter(({ ended }) => ended === null),
        );
  return found.filter(({ until }) => !isPast(until, context.now()));
}
