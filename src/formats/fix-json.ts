import { mask } from '../core/mask.ts';
import type { FixResult } from '../operations/fix-result.ts';

/** By file and resource the patch, its inverse, what each rule found before and after, and what is left. */
export function fixJson(result: FixResult): string {
  const { files, left, problems, written, undo } = result;
  const shown = files.map(({ file, resources }) => ({ file, resources }));
  return printed({ undo, written, files: shown, left, unjudged: problems }, result);
}

/** RFC 6902, one entry a resource. */
export function fixPatches(result: FixResult): string {
  const patches = result.files.flatMap(({ file, resources }) =>
    resources.map(({ resource, document, base, patch }) => ({ file, document, base, resource, patch })),
  );
  return printed(patches, result);
}

/** What is taken away may be a secret. */
function printed(value: unknown, { files }: FixResult): string {
  const secrets = files.flatMap((file) => file.secrets);
  return `${mask(JSON.stringify(value, null, 2), secrets)}\n`;
}
