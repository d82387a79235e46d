/** A package URL (purl), taken apart as far as packages and images are compared by it. */
export interface PackageUrl {
  readonly type: string;
  /** With its namespace: `debian/openssl`. */
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: ReadonlyMap<string, string>;
}

/** Longer ones are no names, but an attack. */
const longest = 4096;

/** Reads a package URL; null where a text is none. */
export function parsePackageUrl(text: string): PackageUrl | null {
  if (!text.startsWith('pkg:') || text.length > longest) return null;
  const [main = '', query = ''] = (text.slice(4).split('#', 1)[0] ?? '').split('?', 2);
  const path = main.replace(/^\/+/, '');
  const slash = path.indexOf('/');
  if (slash < 1) return null;
  // A version may hold no bare slash, and a scoped npm name has its `@` encoded or at its front.
  const at = path.lastIndexOf('@');
  const isVersioned = at > path.lastIndexOf('/') + (path[at - 1] === '/' ? 1 : 0);
  return {
    type: path.slice(0, slash).toLowerCase(),
    name: decoded(isVersioned ? path.slice(slash + 1, at) : path.slice(slash + 1)),
    version: isVersioned ? decoded(path.slice(at + 1)) : null,
    qualifiers: new Map(query.split('&').flatMap(pair)),
  };
}

function pair(text: string): readonly (readonly [string, string])[] {
  const equals = text.indexOf('=');
  return equals < 1 ? [] : [[text.slice(0, equals).toLowerCase(), decoded(text.slice(equals + 1))]];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The reference to an image that a package URL of type `oci` or `docker` stands for; null where it is of another. */
export function imageOfPackageUrl(url: PackageUrl): string | null {
  if (url.type !== 'oci' && url.type !== 'docker') return null;
  const { version, qualifiers } = url;
  const isPinned = version?.includes(':') ?? false;
  const tag = qualifiers.get('tag') ?? (isPinned ? null : version);
  return `${repositoryOf(url)}${tag === null ? '' : `:${tag}`}${isPinned ? `@${version}` : ''}`;
}

/** In type `oci` the repository is told whole, in type `docker` its host. */
function repositoryOf({ type, name, qualifiers }: PackageUrl): string {
  const written = qualifiers.get('repository_url');
  if (written === undefined) return name;
  const bare = written.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  return type === 'oci' ? bare : `${bare}/${name}`;
}
