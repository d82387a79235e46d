import { writeManifest, writeManifests } from '../../yaml/write-manifest.ts';
import type { Context } from '../operation.ts';
import type { Rendered } from './rendered.ts';

/** The files that a folder was given. */
export interface WrittenFiles {
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Writes a file a policy and the kustomization of all: what the folder held of them before is replaced.
 * @throws {WritError} `OUTPUT_UNWRITABLE`
 */
export async function writeRendered(
  { policies }: Rendered,
  folder: string,
  { write, makeFolder }: Pick<Context, 'write' | 'makeFolder'>,
): Promise<WrittenFiles> {
  makeFolder(folder);
  const files = policies.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  for (const { file, objects } of files) write(`${folder}/${file}`, writeManifests(objects));
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: files.map(({ file }) => file),
  };
  write(`${folder}/kustomization.yaml`, writeManifest(kustomization));
  return { folder, files: [...files.map(({ file }) => file), 'kustomization.yaml'] };
}
