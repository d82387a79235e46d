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

// What a kubelet takes (distribution/reference); what Kyverno's library takes is less: no short names, no SHA-512.
const path = /^[a-z\d]+(?:[._-]+[a-z\d]+)*(?:\/[a-z\d]+(?:[._-]+[a-z\d]+)*)*$/;
const host = /^[A-Za-z\d.-]+(?::\d+)?$|^\[[\da-fA-F:]+\](?::\d+)?$/;
const tagged = /^\w[\w.-]{0,127}$/;

/** Reads a reference to an image: `nginx` is `docker.io/library/nginx:latest`. Null where it is none. */
export function imageName(reference: string): ImageName | null {
  const written = reference.trim();
  if (written.length > 1024) return null;
  const [named, digest] = cut(written, written.indexOf('@'));
  const colon = named.lastIndexOf(':');
  const [name, tag] = cut(named, colon > named.lastIndexOf('/') ? colon : -1);
  const repository = repositoryOf(name);
  const isWhole = (digest === null || isDigest(digest)) && (tag === null || tagged.test(tag));
  if (repository === null || !isWhole) return null;
  return { repository, tag: tag ?? (digest === null ? 'latest' : null), digest };
}

function cut(text: string, at: number): readonly [string, string | null] {
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** What stands before the first slash is a registry where it looks like a host. */
function repositoryOf(name: string): string | null {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHosted = first === 'localhost' || /[.:]|[A-Z]/.test(first);
  const registry = isHosted && first !== 'index.docker.io' ? first : 'docker.io';
  const rest = isHosted ? name.slice(slash + 1) : name;
  if (!path.test(rest) || !host.test(registry)) return null;
  return `${registry}/${registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest}`;
}

/** The same, of what a person gave a scanner: `registry:nginx` says where nginx is looked for. */
export function scannedName(reference: string): ImageName | null {
  return imageName(reference.replace(source, ''));
}

/** Whether a text is the digest of a manifest. */
export function isDigest(text: string): boolean {
  return /^sha(?:256:[\da-f]{64}|512:[\da-f]{128})$/.test(text);
}
