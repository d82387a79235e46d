import { imageName, scannedName } from './image-name.ts';
import { learnNames } from './names-of.ts';
import type { Scan, Statement } from './scan.ts';
import { joinScans, type ScannedImage } from './scanned-image.ts';
import { openVex } from './vex.ts';

/** Why nothing is known of most images of which nothing is known. */
export const noScan = 'no file has a scan of it';

/** What the files say of an image, or why they say nothing. */
export type Looked =
  | { readonly scanned: true; readonly image: ScannedImage }
  | { readonly scanned: false; readonly why: string };

/** All scans of a run, found by the images that they are of. */
export interface ScanShelf {
  /** What is known of an image by its reference in a manifest: by digest where it has one, else by name. */
  look(reference: string): Looked;
  /** Scans of images that nobody asked for. */
  unasked(): readonly Scan[];
  /** Scans that were asked for, and that a newer one of the same name by the same scanner takes the place of. */
  outdated(): readonly Scan[];
  /** VEX statements that let be, and concerned nothing; known when every image was asked for. */
  idle(): readonly Statement[];
}

/** Shelves scans by digest and by name, each name written out. */
export function shelveScans(scans: readonly Scan[], statements: readonly Statement[]): ScanShelf {
  const names = learnNames(allNames(scans, statements));
  const vex = openVex(statements, names);
  const byDigest = new Map<string, Scan[]>();
  const byName = new Map<string, Scan[]>();
  for (const scan of scans) {
    for (const digest of digestsOf(scan)) add(byDigest, digest, scan);
    for (const name of namesOf(scan)) add(byName, name, scan);
  }
  const asked = new Set<Scan>();
  const counting = new Set<Scan>();
  const looked = new Map<string, Looked>();
  const find = (reference: string): Looked => {
    const found = findScans(reference, byDigest, byName);
    if (typeof found === 'string') return { scanned: false, why: found };
    const kept = current(found);
    for (const scan of found) asked.add(scan);
    for (const scan of kept) counting.add(scan);
    return { scanned: true, image: joinScans(kept, names, vex) };
  };
  return {
    look(reference) {
      const known = looked.get(reference) ?? find(reference);
      looked.set(reference, known);
      return known;
    },
    unasked: () => scans.filter((scan) => !asked.has(scan)),
    outdated: () => [...asked].filter((scan) => !counting.has(scan)),
    idle: () => vex.idle(),
  };
}

function* allNames(scans: readonly Scan[], statements: readonly Statement[]): Iterable<readonly string[]> {
  for (const { reported } of scans) for (const { ids } of reported) yield ids;
  for (const { ids } of statements) yield ids;
}

function digestsOf({ image }: Scan): readonly string[] {
  const named = image.references.flatMap((reference) => scannedName(reference)?.digest ?? []);
  return [...new Set([...image.digests, ...named])];
}

function namesOf({ image }: Scan): readonly string[] {
  const names = image.references.filter(Boolean).flatMap((reference) => {
    const named = scannedName(reference);
    return named === null || named.tag === null ? [] : [`${named.repository}:${named.tag}`];
  });
  return [...new Set(names)];
}

/** The scans of an image, or why there is none. */
function findScans(
  reference: string,
  byDigest: ReadonlyMap<string, readonly Scan[]>,
  byName: ReadonlyMap<string, readonly Scan[]>,
): readonly Scan[] | string {
  const named = imageName(reference);
  if (named === null) return 'it is no reference to an image';
  const { repository, tag, digest } = named;
  const alike = tag === null ? [] : (byName.get(`${repository}:${tag}`) ?? []);
  if (digest === null) return alike.length > 0 ? alike : noScan;
  const found = byDigest.get(digest) ?? [];
  if (found.length > 0) return found;
  // What a name stood for when it was scanned is certain only where the scan says so.
  const unsaid = alike.filter((scan) => digestsOf(scan).length === 0);
  if (unsaid.length > 0) return unsaid;
  return alike.length > 0 ? 'the scan under its name is of another digest' : noScan;
}

const day = 86_400_000;

/**
 * Without the scans that are over a day older than another by the same scanner, for the same architecture: a name may
 * have got another image since. Scans of one digest all count: one may be of the system, and the other of libraries.
 */
function current(found: readonly Scan[]): readonly Scan[] {
  const last = new Map<string, Scan>();
  for (const scan of found) {
    const known = last.get(keyOf(scan));
    if (known === undefined || (scan.at ?? 0) > (known.at ?? 0)) last.set(keyOf(scan), scan);
  }
  return found.filter((scan) => {
    const newest = last.get(keyOf(scan)) ?? scan;
    if (scan.at === null || newest.at === null || newest.at - scan.at <= day) return true;
    const digests = new Set(digestsOf(newest));
    return digestsOf(scan).some((digest) => digests.has(digest));
  });
}

function keyOf({ tool, image }: Scan): string {
  return JSON.stringify([tool, image.platform]);
}

function add(to: Map<string, Scan[]>, key: string, scan: Scan): void {
  const known = to.get(key);
  if (known === undefined) to.set(key, [scan]);
  else known.push(scan);
}
