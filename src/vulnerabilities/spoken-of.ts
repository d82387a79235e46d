import { imageName, isDigest } from './image-name.ts';
import { parsePackageUrl } from './package-url.ts';
import type { Product, ReportedPackage, ScannedImage } from './scan.ts';

/** The packages of which a statement speaks, in one image or in any. */
export interface SpokenOf {
  /** The digest or the name of the image, as in `imageKeys`; null: any image. */
  readonly image: string | null;
  /** All packages of the image. */
  readonly whole: boolean;
  /** Package URLs and names within bills of materials, as they are written. */
  readonly names: ReadonlySet<string>;
  /** Versions by type and name of a package; null stands for all of them. */
  readonly versions: ReadonlyMap<string, ReadonlySet<string | null>>;
}

/** What a package is found by among those that are spoken of. */
export interface PackageKeys {
  readonly names: readonly string[];
  readonly name: string | null;
  readonly version: string | null;
}

/** Sorts the products of a statement by image, so that asking after one does not take longer the more there are. */
export function spokenOf(products: readonly Product[]): readonly SpokenOf[] {
  const groups = Map.groupBy(products, ({ image }) => image);
  return Array.from(groups, ([image, members]) => {
    const names = new Set(members.flatMap(({ packages }) => packages));
    const versions = new Map<string, Set<string | null>>();
    for (const written of names) {
      const { name, version } = parsed(written);
      if (name !== null) versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
    const whole = image !== null && members.some(({ packages }) => packages.length === 0);
    return { image: image === null ? null : imageKey(image), whole, names, versions };
  });
}

/** What an image is found by: its digests, and its names written out. */
export function imageKeys({ references, digests }: ScannedImage): ReadonlySet<string> {
  return new Set([...digests, ...references.map(imageKey)].filter(Boolean));
}

/** The digest of a reference, or its name with its tag: without one it means `latest`, here as everywhere. Empty where it is none. */
function imageKey(written: string): string {
  if (isDigest(written)) return written;
  const named = imageName(written);
  return named === null ? '' : (named.digest ?? `${named.repository}:${named.tag ?? ''}`);
}

/** What a package is found by; a bill of materials stands for everything in it. */
export function packageKeys({ purl, ref }: ReportedPackage): PackageKeys {
  const document = ref?.includes('#') === true ? ref.slice(0, ref.indexOf('#')) : null;
  return { names: [purl, ref, document].flatMap((one) => one ?? []), ...parsed(purl ?? '') };
}

function parsed(written: string): Pick<PackageKeys, 'name' | 'version'> {
  const url = parsePackageUrl(written);
  return url === null
    ? { name: null, version: null }
    : { name: `${url.type}/${url.name}`, version: url.version };
}

/** Whether a package in an image is among those that are spoken of. */
export function isSpokenOf(group: SpokenOf, image: ReadonlySet<string>, found: PackageKeys): boolean {
  if (group.image !== null && !image.has(group.image)) return false;
  if (group.whole || found.names.some((name) => group.names.has(name))) return true;
  const said = found.name === null ? undefined : group.versions.get(found.name);
  return said !== undefined && (said.has(null) || said.has(found.version));
}
