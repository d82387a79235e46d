import { readFileSync } from 'node:fs';
import type { SecretReference } from '../operations/notify-port.ts';
import { Refused } from './refused.ts';

const largest = 65_536;

/**
 * What a reference stands for.
 * @throws {Refused} where there is nothing; it says where, never what
 */
export function secretOf(reference: SecretReference, environment: NodeJS.ProcessEnv): string {
  const [, kind, name = ''] = /^(env|file):(.+)$/s.exec(reference) ?? [];
  if (kind === undefined) return reference;
  const value = kind === 'env' ? environment[name] : contentOf(name);
  if (value === undefined || value.trim() === '')
    throw new Refused(kind === 'env' ? `the environment has no ${name}` : `nothing can be read from ${name}`);
  return value.trim();
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').slice(0, largest);
  } catch {
    return undefined;
  }
}
