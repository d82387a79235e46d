import { WritError } from '../../core/errors.ts';
import type { Unjudged } from '../../core/finding.ts';
import { isJsonObject } from '../../core/json.ts';
import type { PlacedException } from '../../exceptions/lifting.ts';
import { isExceptionFile, parseException, type KnownRules } from '../../exceptions/parse-exception.ts';
import { defaultLimits } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import type { Inputs, Source } from '../inputs.ts';

const size = 16_777_216;

/**
 * Exceptions from the files that are named, and from `*.exception.yaml` in folders.
 * @throws {WritError} `EXCEPTION_INVALID` with the first fault; one that cannot be read must not be passed over
 */
export async function readExceptions(
  inputs: Inputs,
  paths: readonly string[],
  known: KnownRules,
): Promise<readonly PlacedException[]> {
  const found: PlacedException[] = [];
  const faults: Unjudged[] = [];
  for await (const source of inputs.open(paths, { fileSize: size })) {
    if (!source.named && !/\.exceptions?\.ya?ml$/.test(source.name)) continue;
    for (const one of await readSource(source, known)) {
      if ('exception' in one) found.push(one);
      else faults.push(one);
    }
  }
  const [first] = faults;
  if (first !== undefined) throw invalid(first, faults.length);
  if (found.length === 0) {
    throw new WritError('EXCEPTION_INVALID', `there is no exception in ${paths.join(', ')}`, {
      hint: 'An exception file has `apiVersion: writ/v1` and `kind: Exception`; in a folder it is named `*.exception.yaml`.',
    });
  }
  return found;
}

async function readSource(
  source: Source,
  known: KnownRules,
): Promise<readonly (PlacedException | Unjudged)[]> {
  const file = source.name;
  if ('problem' in source) return [{ file, line: 0, column: 0, ...source.problem }];
  const documents = await Array.fromAsync(read(source.text, defaultLimits));
  return documents.flatMap((one): readonly (PlacedException | Unjudged)[] => {
    if ('problem' in one) return [{ file, ...one.problem }];
    const { document } = one;
    const code = 'EXCEPTION_INVALID';
    const { value } = document;
    if (value === null) return [];
    if (!isJsonObject(value) || !isExceptionFile(value)) {
      const message = 'it is no exception: it needs `apiVersion: writ/v1` and `kind: Exception`';
      return [{ file, ...document.start, code, message }];
    }
    const parsed = parseException(value, known);
    return 'exception' in parsed
      ? [{ exception: parsed.exception, where: { file, ...document.start } }]
      : parsed.problems.map(({ pointer, message }) => ({ file, ...document.locate(pointer), code, message }));
  });
}

function invalid({ file, line, column, message }: Unjudged, count: number): WritError {
  return new WritError('EXCEPTION_INVALID', message, {
    where: line === 0 ? { file } : { file, line, column },
    ...(count > 1 && {
      hint: `There ${count === 2 ? 'is one more fault' : `are ${count - 1} more faults`} in exceptions.`,
    }),
  });
}
