import { mkdirSync } from 'node:fs';
import { WritError } from '../core/errors.ts';

/**
 * Makes a folder and those above it, where they are missing.
 * @throws {WritError} `OUTPUT_UNWRITABLE`
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new WritError('OUTPUT_UNWRITABLE', `cannot make the folder \`${folder}\`: ${words[code] ?? code}`, {
      cause,
      hint: 'Name a folder where you may write.',
    });
  }
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'no space is left',
};
