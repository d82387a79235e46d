import { existsSync, readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** A file in a folder, or a place that could not be entered. */
export type Found = { readonly name: string } | { readonly name: string; readonly problem: string };

interface Layer {
  readonly base: string;
  readonly rules: Ignore;
}

const manifest = /\.(?:ya?ml|json)$/i;

/**
 * The `.yaml`, `.yml` and `.json` files below a folder, sorted by name, depth first.
 * Hidden and git-ignored entries are left out; a folder is entered once, whatever links lead to it.
 */
export function* walk(folder: string): Iterable<Found> {
  yield* enter(folder, outerLayers(folder), new Set());
}

function* enter(folder: string, outer: readonly Layer[], seen: Set<string>): Iterable<Found> {
  const entries = list(folder, seen);
  if (typeof entries === 'string') {
    if (entries !== '') yield { name: folder, problem: entries };
    return;
  }
  const layers = withOwnLayer(folder, outer);
  for (const entry of entries) {
    const name = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && pointsToFolder(name));
    if (isIgnored(name, isFolder, layers)) continue;
    if (isFolder) yield* enter(name, layers, seen);
    else if (manifest.test(entry.name)) yield { name };
  }
}

/** The entries in order; a sentence where they cannot be listed; empty text where the folder was seen before. */
function list(folder: string, seen: Set<string>): readonly Dirent[] | string {
  try {
    const real = realpathSync(folder);
    if (seen.has(real)) return '';
    seen.add(real);
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return 'the folder cannot be listed: permission denied, or a loop of links';
  }
}

function pointsToFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false; // A loop of links: met again as a file, it is reported as unreadable.
  }
}

/** The ignore files above a folder, up to the repository's root, outermost first; none outside a repository. */
function outerLayers(folder: string): readonly Layer[] {
  const above = ancestors(resolve(folder));
  const root = above.findIndex((path) => existsSync(join(path, '.git')));
  const chain = above.slice(1, root + 1).toReversed();
  return chain.reduce<readonly Layer[]>((layers, path) => withOwnLayer(path, layers), []);
}

/** A folder and all folders above it, innermost first. */
function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function withOwnLayer(folder: string, outer: readonly Layer[]): readonly Layer[] {
  const file = join(folder, '.gitignore');
  if (!existsSync(file)) return outer;
  try {
    return [...outer, { base: resolve(folder), rules: ignore().add(readFileSync(file, 'utf8')) }];
  } catch {
    return outer; // An unreadable ignore file ignores nothing: more is judged, never less.
  }
}

/** The innermost layer that says anything decides, as in Git. */
function isIgnored(path: string, isFolder: boolean, layers: readonly Layer[]): boolean {
  for (const { base, rules } of layers.toReversed()) {
    const local = relative(base, resolve(path)).split(sep).join('/');
    const { ignored, unignored } = rules.test(isFolder ? `${local}/` : local);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
