import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WritError } from '../core/errors.ts';
import { at, child, isJsonObject, own, type JsonObject, type JsonPointer } from '../core/json.ts';
import type { Location } from '../core/location.ts';
import type { Document } from '../yaml/document.ts';
import { read } from '../yaml/read.ts';

/** One named entry of a kubeconfig, and where it stands. */
export interface Entry {
  readonly name: string;
  readonly fields: JsonObject;
  readonly file: string;
  readonly location: Location;
}

/** What one or several kubeconfig files say together: of entries of one name the first counts. */
export interface Kubeconfig {
  readonly files: readonly string[];
  readonly current: string | null;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
}

interface Part {
  readonly file: string;
  readonly document: Document;
  readonly fields: JsonObject;
}

/**
 * Reads kubeconfig files; those that are not there are left out.
 * @returns null where there is none of them
 * @throws {WritError} `CONFIG_INVALID` with file and line
 */
export async function readKubeconfig(files: readonly string[]): Promise<Kubeconfig | null> {
  const parts: Part[] = [];
  for (const file of files) {
    const text = textOf(file);
    if (text !== null) parts.push(await parse(file, text));
  }
  if (parts.length === 0) return null;
  const stated = parts.map(({ fields }) => own(fields, 'current-context'));
  return {
    files: parts.map(({ file }) => file),
    current: stated.find((name): name is string => typeof name === 'string' && name !== '') ?? null,
    contexts: entriesOf(parts, 'contexts', 'context'),
    clusters: entriesOf(parts, 'clusters', 'cluster'),
    users: entriesOf(parts, 'users', 'user'),
  };
}

/** A field of an entry that is text; null where it is not stated. */
export function textIn(entry: Entry, key: string): string | null {
  const value = own(entry.fields, key);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw broken(entry, `\`${key}\` of \`${entry.name}\` is not text`);
}

/** A file that an entry names, which may be relative to its kubeconfig. */
export function fileIn(entry: Entry, key: string): string | null {
  const file = textIn(entry, key);
  return file === null ? null : resolve(dirname(entry.file), file);
}

/** What is wrong with an entry, as an error. */
export function broken({ file, location }: Pick<Entry, 'file' | 'location'>, message: string): WritError {
  return new WritError('CONFIG_INVALID', message, {
    where: { file, ...location },
    hint: '`kubectl config view` shows what a kubeconfig says.',
  });
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new WritError('CONFIG_INVALID', `the kubeconfig cannot be read (${code ?? 'unknown reason'})`, {
      where: { file },
      cause,
    });
  }
}

async function parse(file: string, text: string): Promise<Part> {
  for await (const one of read(text)) {
    if ('problem' in one) {
      const { line, column, message } = one.problem;
      throw broken({ file, location: { line, column } }, `the kubeconfig is broken: ${message}`);
    }
    const { document } = one;
    const { value } = document;
    if (isJsonObject(value)) return { file, document, fields: value };
    if (value !== null) throw broken({ file, location: document.start }, 'the kubeconfig is not a mapping');
  }
  throw broken({ file, location: { line: 1, column: 1 } }, 'the kubeconfig is empty');
}

function entriesOf(
  parts: readonly Part[],
  list: 'contexts' | 'clusters' | 'users',
  field: string,
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const part of parts)
    for (const entry of entriesIn(part, list, field))
      if (!entries.has(entry.name)) entries.set(entry.name, entry);
  return entries;
}

function* entriesIn({ file, document, fields }: Part, list: string, field: string): Iterable<Entry> {
  const items = own(fields, list);
  if (items === undefined || items === null) return;
  const placed = (pointer: JsonPointer): Pick<Entry, 'file' | 'location'> => {
    const { line, column } = document.locate(pointer);
    return { file, location: { line, column } };
  };
  if (!Array.isArray(items)) throw broken(placed(`/${list}`), `\`${list}\` is not a list`);
  for (let index = 0; index < items.length; index++) {
    const pointer = child(`/${list}`, index);
    const name = at(fields, `${pointer}/name`);
    if (typeof name !== 'string') throw broken(placed(pointer), `an entry of \`${list}\` has no name`);
    const inner = at(fields, `${pointer}/${field}`) ?? {};
    if (!isJsonObject(inner)) throw broken(placed(pointer), `\`${field}\` of \`${name}\` is not a mapping`);
    yield { name, fields: inner, ...placed(pointer) };
  }
}
