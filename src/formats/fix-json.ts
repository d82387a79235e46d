import type { FixResult } from '../operations/fix-result.ts';

/** By file and resource the patch, its inverse, what each rule found before and after, and what is left. */
export function fixJson({ files, left, problems, written, undo }: FixResult): string {
  const shown = files.map(({ file, resources }) => ({ file, resources }));
  return `${JSON.stringify({ undo, written, files: shown, left, unjudged: problems }, null, 2)}\n`;
}

/** RFC 6902, one entry a resource. */
export function fixPatches({ files }: FixResult): string {
  const patches = files.flatMap(({ file, resources }) =>
    resources.map(({ resource, document, base, patch }) => ({ file, document, base, resource, patch })),
  );
  return `${JSON.stringify(patches, null, 2)}\n`;
}
