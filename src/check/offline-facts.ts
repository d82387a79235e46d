import type { Facts, Known } from '../core/policy.ts';

/** Facts where there is no cluster: the time is known, nothing else is. */
export function offlineFacts(now: bigint): Facts {
  const unknown = (what: string): Known<never> => ({
    known: false,
    why: `${what} not known without a cluster`,
  });
  return {
    now,
    namespace: (name) => unknown(`namespace \`${name}\` is`),
    params: ({ kind }) => unknown(`parameters of kind ${kind} are`),
    related: () => ({ known: false, why: 'other objects are not known without a cluster', found: [] }),
    external: (library) => unknown(`what \`${library}\` would answer is`),
  };
}
