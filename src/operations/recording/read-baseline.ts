import { WritError } from '../../core/errors.ts';
import { parseBaseline, type Baseline } from '../../exceptions/baseline.ts';
import { defaultLimits } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';
import type { Inputs } from '../inputs.ts';

const size = 268_435_456;

/**
 * The baseline in a file.
 * @throws {WritError} `BASELINE_INVALID`
 */
export async function readBaseline(inputs: Inputs, file: string): Promise<Baseline> {
  for await (const source of inputs.open([file], { fileSize: size })) {
    if ('problem' in source) throw invalid(source.problem.message, { file });
    for await (const one of read(source.text, defaultLimits)) {
      if ('problem' in one) throw invalid(one.problem.message, { file, ...one.problem });
      const parsed = parseBaseline(one.document.value);
      if ('baseline' in parsed) return parsed.baseline;
      const [first] = parsed.problems;
      if (first !== undefined) throw invalid(first.message, { file, ...one.document.locate(first.pointer) });
    }
  }
  throw invalid('there is no baseline in it', { file });
}

function invalid(message: string, { file, line, column }: { file: string; line?: number; column?: number }) {
  return new WritError('BASELINE_INVALID', message, {
    where: { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
    hint: 'Make one with --write-baseline.',
  });
}
