import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { mask } from '../../core/mask.ts';
import { fixFile } from '../fix-file.ts';
import type { Repaired } from '../../fix/repair-resource.ts';
import { readLimits, type Asked, type JudgedCall, type RiskOf } from './judge-call.ts';
import type { Call } from './open-call.ts';

const limits = {
  documents: readLimits.maxDocuments,
  depth: readLimits.maxDepth,
  expansion: 100_000,
} as const;

/** The change of the text in which an object stands, secrets masked; null where it cannot be made in place. */
export async function fixedDiff(
  { context }: Call,
  judged: JudgedCall,
  {
    asked: { placed },
    repaired,
    riskOf,
  }: { readonly asked: Asked; readonly repaired: Repaired; readonly riskOf: RiskOf },
): Promise<string | null> {
  const { file, document, base } = placed;
  const text = await textOf(file, context.inputs);
  if (text === null || repaired.patch.length === 0) return null;
  const rules = judged.repairs(riskOf);
  const { fixed } = await fixFile(file, text, [{ document, base }], {
    rules,
    limits,
    judge: (other) => judged.again(other),
  });
  const [resource] = fixed?.resources ?? [];
  if (fixed === null || JSON.stringify(resource?.patch) !== JSON.stringify(repaired.patch)) return null;
  return createTwoFilesPatch(file, file, fixed.before, fixed.after, '', '', {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  })
    .split('\n')
    .map((line) => mask(line, fixed.secrets))
    .join('\n');
}

async function textOf(file: string, inputs: Call['context']['inputs']): Promise<string | null> {
  for await (const source of inputs.open([file], { fileSize: readLimits.maxFileSize * 1_048_576 }))
    return 'text' in source ? source.text : null;
  return null;
}
