import { isUtf8 } from 'node:buffer';
import { globSync, statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import type { Inputs, InputLimits, Source, Wanted } from '../operations/inputs.ts';
import { readBytes } from './read-bytes.ts';
import { upwards } from './upwards.ts';
import { walk, type Found } from './walk.ts';

/** Reads files, folders, globs and `-` (standard input) from the machine it runs on. */
export function fileInputs(stdin: AsyncIterable<Buffer>): Inputs {
  return {
    async *open(paths, limits, wanted) {
      const opening = { limits, wanted, seen: new Set<string>() };
      for (const path of paths) {
        if (path === '-') yield await readStream('<stdin>', stdin, limits);
        else for (const source of openPath(path, opening)) yield source;
      }
    },
    upwards,
  };
}

/** What goes along from path to path. */
interface Opening {
  readonly limits: InputLimits;
  readonly wanted: Wanted | undefined;
  readonly seen: Set<string>;
}

/** What a path leads to; what was given before, under whatever path, is not given again. */
function* openPath(path: string, opening: Opening): Iterable<Source> {
  const stats = look(path);
  const { limits, wanted, seen } = opening;
  if (stats === null) yield* openGlob(path, opening);
  else if (typeof stats === 'string') yield problem(path, true, 'INPUT_UNREADABLE', stats);
  else if (stats.isDirectory()) {
    for (const file of walk(path, wanted)) if (isNew(file.name, seen)) yield* openFound(file, limits);
  } else if (isNew(path, seen)) yield readFile(path, true, stats, limits);
}

function isNew(name: string, seen: Set<string>): boolean {
  const path = resolve(name);
  if (seen.has(path)) return false;
  seen.add(path);
  return true;
}

function* openGlob(pattern: string, opening: Opening): Iterable<Source> {
  const matches = /[*?[{]/.test(pattern) ? globSync(pattern).toSorted() : [];
  if (matches.length === 0) {
    const message = pattern === '' ? 'the path is empty' : 'there is no such file or folder';
    yield problem(pattern, true, 'INPUT_NOT_FOUND', message);
    return;
  }
  for (const match of matches) yield* openPath(match, opening);
}

/** A file found in a folder; one that cannot be read is reported, not ignored. */
function* openFound(file: Found, limits: InputLimits): Iterable<Source> {
  const stats = 'problem' in file ? file.problem : (look(file.name) ?? 'it points to nothing');
  if (typeof stats === 'string') yield problem(file.name, false, 'INPUT_UNREADABLE', stats);
  else if (stats.isFile()) yield readFile(file.name, false, stats, limits);
}

/** What stands at a path; null where nothing does; a sentence where nobody may know. */
function look(path: string): Stats | string | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (cause) {
    return reason(cause);
  }
}

function readFile(name: string, named: boolean, stats: Stats, { fileSize }: InputLimits): Source {
  // Opening a pipe without a writer would wait for ever; /dev/fd is a shell's own `<(command)`.
  if (!stats.isFile() && !name.startsWith('/dev/fd/') && name !== '/dev/stdin') {
    return problem(
      name,
      named,
      'INPUT_UNREADABLE',
      'it is not a regular file; pipe its content in and name it `-`',
    );
  }
  if (stats.size > fileSize) return tooLarge(name, named, fileSize);
  try {
    return decode(name, named, readBytes(name));
  } catch (cause) {
    return problem(name, named, 'INPUT_UNREADABLE', reason(cause));
  }
}

/** Standard input up to the limit: what comes after it is not waited for. */
async function readStream(
  name: string,
  stream: AsyncIterable<Buffer>,
  { fileSize }: InputLimits,
): Promise<Source> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > fileSize) return tooLarge(name, true, fileSize);
    chunks.push(chunk);
  }
  return decode(name, true, Buffer.concat(chunks));
}

function tooLarge(name: string, named: boolean, fileSize: number): Source {
  const message = `it is over the limit of ${mebibytes(fileSize)} MiB; raise it with --max-file-size`;
  return problem(name, named, 'INPUT_TOO_LARGE', message);
}

function decode(name: string, named: boolean, bytes: Buffer): Source {
  const reason = notText(bytes);
  return reason === null
    ? { name, named, text: bytes.toString('utf8') }
    : problem(name, named, 'INPUT_NOT_TEXT', reason);
}

/** Why bytes are no text in UTF-8; null where they are. */
function notText(bytes: Buffer): string | null {
  if (bytes[0] === 0xfe || (bytes[0] === 0xff && bytes[1] === 0xfe))
    return 'it is UTF-16 or UTF-32; save it as UTF-8';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'it is compressed; unpack it with `gzip -d` first';
  if (!isUtf8(bytes)) return 'it is not UTF-8 text';
  return bytes.includes(0) ? 'it is binary or UTF-16 without a mark: it holds a NUL byte' : null;
}

function problem(name: string, named: boolean, code: string, message: string): Source {
  return { name, named, problem: { code, message } };
}

function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}

/** The system's reason in words: `EACCES` is “permission denied”. */
function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'it points to nothing',
    EISDIR: 'it is a folder',
    ELOOP: 'it is a loop of links',
    EMFILE: 'too many files are open',
  };
  return words[code] ?? `it cannot be read (${code === '' ? 'unknown reason' : code})`;
}
