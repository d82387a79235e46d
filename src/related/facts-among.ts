import type { Facts } from '../core/policy.ts';
import type { ResourceIndex } from './resource-index.ts';

/** Facts for which the objects of an index are all there are. */
export function factsAmong(facts: Facts, index: ResourceIndex): Facts {
  return {
    ...facts,
    related: (lookup, key, request) => ({ known: true, value: index.find(lookup, key, request) }),
  };
}
