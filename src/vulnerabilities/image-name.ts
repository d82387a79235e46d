import { parseImage } from '../cel/libraries/kyverno/parse-image.ts';
import { CelError } from '../cel/value/cel-error.ts';

/** An image by name, as every tool would write it out. */
export interface ImageName {
  /** With registry and `library/`: `docker.io/library/nginx`. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written; null beside a digest without a tag. */
  readonly tag: string | null;
  /** `sha256:…`, or null. */
  readonly digest: string | null;
}

/** Where images are looked for, as scanners write it before a name. */
const source = /^(?:docker|podman|containerd|registry|image|docker-image|oci-registry):(?:\/\/)?(?=[a-z\d])/;

/** Reads a reference to an image: `nginx` is `docker.io/library/nginx:latest`. Null where it is none. */
export function imageName(reference: string): ImageName | null {
  const found = parseImage(reference.trim());
  if (found instanceof CelError) return null;
  const { registry, repository, tag, digest } = found;
  const host = registry === 'index.docker.io' ? 'docker.io' : registry;
  return {
    repository: `${host}/${repository}`,
    tag: tag === '' ? null : tag,
    digest: digest === '' ? null : digest,
  };
}

/** The same, of what a person gave a scanner: `registry:nginx` says where nginx is looked for. */
export function scannedName(reference: string): ImageName | null {
  return imageName(reference.replace(source, ''));
}

/** Whether a text is the digest of a manifest. */
export function isDigest(text: string): boolean {
  return /^sha(?:256:[\da-f]{64}|512:[\da-f]{128})$/.test(text);
}
