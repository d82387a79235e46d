import { WritError } from '../../core/errors.ts';

/** The Kubernetes minors whose rules of evaluation are known. */
export const minors = { oldest: 25, newest: 36 } as const;

/**
 * The minor of a Kubernetes version: 36 for `1.36`, `v1.36` and `1.36.3`.
 * @throws {WritError} `VERSION_UNSUPPORTED`
 */
export function parseVersion(text: string): number {
  const minor = Number(/^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(text)?.[1] ?? Number.NaN);
  if (minor >= minors.oldest && minor <= minors.newest) return minor;
  throw new WritError('VERSION_UNSUPPORTED', `\`${text}\` is no Kubernetes version that Writ knows`, {
    hint: `Choose one from 1.${minors.oldest} to 1.${minors.newest}.`,
  });
}
