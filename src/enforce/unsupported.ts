import { WritError } from '../core/errors.ts';

/** That a policy cannot be said in a target: what of it, and what to do instead. */
export function unsupported(policy: string, what: string, hint?: string): WritError {
  return new WritError('TARGET_UNSUPPORTED', `\`${policy}\` ${what}`, hint === undefined ? {} : { hint });
}
