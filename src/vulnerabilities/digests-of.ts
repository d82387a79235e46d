import { isDigest } from './image-name.ts';

/** The digests of references such as `nginx@sha256:…`, and of what is a digest alone. */
export function digestsOf(references: readonly string[]): readonly string[] {
  return [
    ...new Set(references.map((reference) => reference.slice(reference.indexOf('@') + 1)).filter(isDigest)),
  ];
}
