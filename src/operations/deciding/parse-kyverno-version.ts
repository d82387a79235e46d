import { WritError } from '../../core/errors.ts';

const newest = 19;

/**
 * The minor of a Kyverno version: 19 for `1.19`, `v1.19` and `1.19.1`.
 * @throws {WritError} `VERSION_UNSUPPORTED`
 */
export function parseKyvernoVersion(text: string): number {
  const minor = Number(/^v?1\.(\d{1,2})(?:\.\d+)?$/.exec(text)?.[1] ?? Number.NaN);
  if (minor <= newest) return minor;
  throw new WritError('VERSION_UNSUPPORTED', `\`${text}\` is no Kyverno version that Writ knows`, {
    hint: `Choose one from 1.11 to 1.${newest}.`,
  });
}
