import type { EnforceResult } from '../operations/enforce.ts';
import { writeManifests } from '../yaml/write-manifest.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** The objects as one stream of documents, ready for `kubectl apply -f -`; the files, where these were written. */
export function enforceYaml({ policies, written }: EnforceResult, style: Style): string {
  if (written === null) return writeManifests(policies.flatMap(({ objects }) => objects));
  const lines = written.files.map((file) => printable(`${written.folder}/${file}`));
  const apply = style.dim(`kubectl apply -k ${printable(written.folder)}`);
  return `${lines.join('\n')}\n\n${apply}\n`;
}
