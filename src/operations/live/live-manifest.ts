import type { Resource } from '../../core/resource.ts';
import { hiddenIn } from '../../manifests/hidden.ts';
import { writeDocument } from '../../yaml/write-document.ts';
import type { FixedFile, FixedResource } from '../repair/fix-result.ts';

/** A live object before and after as the manifest that somebody would have written: what a diff shows. */
export function liveManifest(
  file: string,
  before: Resource,
  after: Resource,
  resources: readonly FixedResource[],
): FixedFile {
  return {
    file,
    before: writeDocument(before),
    after: writeDocument(after),
    edits: [],
    secrets: hiddenIn(before).parts,
    resources,
  };
}
