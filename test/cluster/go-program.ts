import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Go program: the folder with its `go.mod`, and what the linker is told. */
export interface GoProgram {
  readonly name: string;
  readonly folder: string;
  /** Of a tool that `go.mod` names, its package; unstated: the program is the folder's own. */
  readonly tool?: string;
  /** Values of string variables, by their full name. */
  readonly values: Readonly<Record<string, string>>;
}

/** A program that is ready to run, or the sentence that says why there is none. */
export type Built =
  | { readonly path: string; readonly seconds: number; readonly cached: boolean }
  | { readonly missing: string };

/**
 * Builds a program, unless the user's cache folder holds it from before.
 * @throws {Error} if Go is there and the build fails.
 */
export async function buildGoProgram(program: GoProgram): Promise<Built> {
  const version = goVersion();
  const needed = /^go (\S+)/m.exec(readFileSync(join(program.folder, 'go.mod'), 'utf8'))?.[1] ?? '';
  if (version === null) return { missing: `Go is not installed; ${program.name} needs ${needed} or newer` };
  if (isOlder(version, needed)) return { missing: `Go is ${version}; ${program.name} needs ${needed}` };

  const flags = [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    `-ldflags=-s -w ${Object.entries(program.values)
      .map(([name, value]) => `-X ${name}=${value}`)
      .join(' ')}`,
  ];
  const packages = program.tool === undefined ? [] : [program.tool];
  const folder = join(cacheFolder(), 'writ', 'programs');
  const path = join(folder, `${program.name}-${keyOf(program, [version, ...flags, ...packages])}`);
  if (existsSync(path)) return { path, seconds: 0, cached: true };

  console.log(`building ${program.name} with Go ${version}; minutes the first time, then kept`);
  const begun = performance.now();
  mkdirSync(folder, { recursive: true });
  // Under a name of its own until it is whole: two runs may build at once.
  const unfinished = `${path}.${process.pid}`;
  const child = spawn(
    'go',
    ['build', ...flags, '-o', unfinished, ...(packages.length > 0 ? packages : ['.'])],
    {
      cwd: program.folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOFLAGS: '' },
    },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`go build of ${program.name} ended with ${String(code)}`);
  renameSync(unfinished, path);
  return { path, seconds: (performance.now() - begun) / 1000, cached: false };
}

/** The installed Go, such as `1.26.8`; null where there is none. */
function goVersion(): string | null {
  try {
    const text = execFileSync('go', ['version'], {
      encoding: 'utf8',
      env: { ...process.env, GOTOOLCHAIN: 'local' },
    });
    return /\bgo(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}

function isOlder(version: string, needed: string): boolean {
  const numbers = version.split('.').map(Number);
  for (const [index, least] of needed.split('.').map(Number).entries()) {
    const number = numbers[index] ?? 0;
    if (number !== least) return number < least;
  }
  return false;
}

function keyOf({ folder }: GoProgram, more: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync(['go.mod', 'go.sum', '*.go'], { cwd: folder }).toSorted();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash
    .update(JSON.stringify([process.platform, process.arch, ...more]))
    .digest('hex')
    .slice(0, 16);
}

/** Where a user's programs keep what they can make again. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME !== undefined) return XDG_CACHE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined) return LOCALAPPDATA;
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}
