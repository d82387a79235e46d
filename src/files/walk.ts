import { existsSync, readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Wanted } from '../operations/inputs.ts';

/** A file in a folder, or a place that could not be entered. */
export type Found = { readonly name: string } | { readonly name: string; readonly problem: string };

interface Layer {
  readonly base: string;
  readonly rules: Ignore;
}

const manifest = /\.(?:ya?ml|json)$/i;

/** What is looked for unless somebody says otherwise. */
const manifests: Wanted = { isWanted: (name) => manifest.test(name), hidden: false };

/**
 * The `.yaml`, `.yml` and `.json` files below a folder, or whatever is wanted, sorted by name, depth first.
 * Hidden entries, unless they are wanted, and git-ignored ones are left out; a folder is entered once, whatever links lead to it. Whoever names a
 * folder that is ignored itself, such as one of rendered charts, means what is in it.
 */
export function* walk(folder: string, wanted: Wanted = manifests): Iterable<Found> {
  const outer = outerLayers(folder);
  const layers = isIgnored(folder, true, outer) ? [] : outer;
  yield* enter({ folder, real: realPath(folder) }, layers, { seen: new Set(), wanted });
}

/** A folder by the name that leads to it, and where it really is; null where that cannot be known. */
interface Place {
  readonly folder: string;
  readonly real: string | null;
}

/** What goes along from folder to folder. */
interface Walking {
  /** Where folders really are that were entered. */
  readonly seen: Set<string>;
  readonly wanted: Wanted;
}

function* enter(place: Place, outer: readonly Layer[], walking: Walking): Iterable<Found> {
  const { folder, real } = place;
  const { seen, wanted } = walking;
  if (real !== null && seen.has(real)) return;
  const entries = real === null ? null : list(folder);
  if (real === null || entries === null) {
    yield { name: folder, problem: 'the folder cannot be listed: permission denied, or a loop of links' };
    return;
  }
  seen.add(real);
  const layers = entries.some(({ name }) => name === '.gitignore') ? withOwnLayer(folder, outer) : outer;
  for (const entry of entries) {
    const isShown = wanted.hidden ? entry.name !== '.git' : !entry.name.startsWith('.');
    if (isShown) yield* meet(place, entry, layers, walking);
  }
}

function* meet(place: Place, entry: Dirent, layers: readonly Layer[], walking: Walking): Iterable<Found> {
  const name = join(place.folder, entry.name);
  const inner = innerPlace(place, entry);
  if (isIgnored(name, inner !== null, layers)) return;
  if (inner !== null) yield* enter(inner, layers, walking);
  else if (walking.wanted.isWanted(entry.name)) yield { name };
}

/** An entry as a folder, or null where it is none. */
function innerPlace({ folder, real }: Place, entry: Dirent): Place | null {
  const name = join(folder, entry.name);
  // Only links lead elsewhere: to ask the system for each folder's real path takes the square of the depth.
  if (entry.isDirectory()) return { folder: name, real: real === null ? null : join(real, entry.name) };
  return entry.isSymbolicLink() && pointsToFolder(name) ? { folder: name, real: realPath(name) } : null;
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** The entries in order, or null where they cannot be listed. */
function list(folder: string): readonly Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return null;
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
    if (local === '') continue;
    const { ignored, unignored } = rules.test(isFolder ? `${local}/` : local);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
