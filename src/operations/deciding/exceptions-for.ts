import type { Rule } from '../../core/rule.ts';
import type { PlacedException } from '../../exceptions/lifting.ts';
import type { Inputs } from '../inputs.ts';
import { knownRules } from './known-rules.ts';
import { readExceptions } from './read-exceptions.ts';
import type { Store } from '../store-port.ts';

/** What is judged by, and what the configuration lifts of it. */
interface Judged {
  readonly rules: readonly Pick<Rule, 'id'>[];
  readonly exceptions: readonly PlacedException[];
}

/**
 * Exceptions of the configuration, of the files that are named, and of the store where one is at work.
 * @throws {WritError} `EXCEPTION_INVALID`
 */
export async function exceptionsFor(
  paths: readonly string[],
  { rules, exceptions }: Judged,
  { inputs, store }: { readonly inputs: Inputs; readonly store: Store | null },
): Promise<readonly PlacedException[]> {
  const known = knownRules(rules.map(({ id }) => id));
  const written = paths.length === 0 ? [] : await readExceptions(inputs, paths, known);
  const stored = store === null ? [] : await store.exceptions.list();
  return [
    ...exceptions,
    ...written,
    ...stored.filter(({ ended }) => ended === null).map((exception) => ({ exception, where: null })),
  ];
}
