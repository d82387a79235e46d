import { WritError } from '../core/errors.ts';
import { equivalentsOf } from '../rules/equivalents-of.ts';
import { completed, together, type Drafts, type Imported } from '../exceptions/imported.ts';
import { readForeign } from '../exceptions/import/read-foreign.ts';
import { fromTrivyIgnore } from '../exceptions/import/trivy.ts';
import { defaultLimits } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';
import { catalogue } from './deciding/catalogue.ts';
import type { Source } from './inputs.ts';
import { defineOperation } from './operation.ts';

/** What other tools let be, as exceptions of ours. */
export type ExceptionImportResult = Imported;

const size = 67_108_864;

export const exceptionImport = defineOperation({
  name: 'exception import',
  summary: 'Turn what other tools let be into exception files.',
  effect: 'read',
  paths: {
    name: 'path',
    description:
      'manifests with annotations of kube-linter, Polaris, Checkov or Kubescape, ignore files and baselines, PolicyExceptions',
    required: true,
  },
  parameters: {
    approver: { type: 'text', value: 'NAME', description: 'who answers for them' },
    until: {
      type: 'text',
      value: 'DAY',
      description: 'the last day of those that have none, as YYYY-MM-DD',
    },
    reason: { type: 'text', value: 'TEXT', description: 'the reason of those that have none' },
  },
  examples: [
    [
      'writ exception import examples/exceptions/trivyignore.yaml --approver jane@example.com --until 2099-01-31',
      'prints an exception for each entry',
    ],
    [
      'writ exception import examples/shop --approver jane --until 2099-01-31 --output taken-over.exception.yaml',
      'writes what annotations in a folder let be to a file for `writ check --exceptions`',
    ],
  ],
  verdict: ({ refused }) => (refused.length === 0 ? 'clean' : 'found'),

  async run(
    { paths, approver, until, reason },
    { inputs },
    emit: (event: string) => void,
  ): Promise<ExceptionImportResult> {
    if (approver === null)
      throw new WritError('USAGE', 'nobody answers for the exceptions', { hint: 'Add --approver NAME.' });
    const parts: Drafts[] = [];
    for await (const source of inputs.open(paths, { fileSize: size })) parts.push(await draftsIn(source));
    const equivalents = equivalentsOf(catalogue().map(({ id }) => id));
    const imported = completed(together(parts), { approver, until, reason }, equivalents);
    if (imported.exceptions.length + imported.refused.length === 0)
      emit(`nothing that another tool lets be was found in ${paths.join(', ')}`);
    return imported;
  },
});

async function draftsIn(source: Source): Promise<Drafts> {
  const file = source.name;
  if ('problem' in source)
    return { drafts: [], refused: [{ what: 'the file', why: source.problem.message, where: { file } }] };
  if (/(?:^|\/)\.trivyignore$/.test(file)) return fromTrivyIgnore(source.text, file);
  const documents = await Array.fromAsync(read(source.text, defaultLimits), (one): Drafts => {
    if ('document' in one)
      return readForeign({
        value: one.document.value,
        file,
        locate: (pointer) => one.document.locate(pointer),
      });
    const { message, line, column } = one.problem;
    return { drafts: [], refused: [{ what: 'a document', why: message, where: { file, line, column } }] };
  });
  return together(documents);
}
