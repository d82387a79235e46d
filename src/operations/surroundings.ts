import type { Judge } from '../check/judge.ts';
import { requestOf, type Kinds } from '../check/request-of.ts';
import type { Facts, Lookup, Request } from '../core/policy.ts';
import { ownCopy } from '../core/own-copy.ts';
import type { Resource } from '../core/resource.ts';
import { isOperated } from '../manifests/operated.ts';
import { createResourceIndex, namespaceWithin } from '../related/resource-index.ts';

/** The objects of a run, for rules that look others up. */
export interface Surroundings {
  add(resource: Resource): void;
  /** Says that not everything could be read: what is looked up from then on is unknown. */
  miss(why: string): void;
  /** What is known once everything was read. */
  facts(): Facts;
}

/** How many objects look-ups of one run may find together: where everything finds everything else, rules never end. */
const most = 2_000_000;
/** Where an object goes that states no namespace; of a custom kind nobody here knows whether it has one. */
const unstated = 'default';
const tooMany = 'too many objects of the input find one another';

/** Surroundings for what a judge may look up; with nothing to look up, they keep nothing. */
export function createSurroundings(judge: Judge, kinds: Kinds, facts: Facts): Surroundings {
  const lookups = judge.lookups();
  if (lookups.length === 0) return { add: () => undefined, miss: () => undefined, facts: () => facts };
  const index = createResourceIndex(lookups);
  const counts = new Map<string | null, number>();
  let total = 0;
  let missed: string | null = null;
  /** By namespace a kind of which an operator makes pods. */
  const operated = new Map<string, string>();

  /** Nobody who gives one object says that there is nothing else. */
  function alone(within: 'namespace' | 'cluster', request: Request): string | null {
    const namespace = within === 'cluster' ? null : namespaceWithin(request);
    const count = namespace === null ? total : (counts.get(namespace) ?? 0);
    if (count > 1) return null;
    return namespace === null
      ? 'there is no other object in the input'
      : `there is no other object of namespace \`${namespace}\` in the input`;
  }

  /** What finds no pods, or no Service of a name, may only not see them; a Service that is made selects what is made. */
  function unseen({ kinds: wanted, within, by }: Lookup, request: Request): string | null {
    const couldBeMade = wanted.includes('Pod') || (by === 'name' && wanted.includes('Service'));
    if (operated.size === 0 || !couldBeMade) return null;
    const kind =
      within === 'cluster' ? [...operated.values()][0] : operated.get(namespaceWithin(request) ?? unstated);
    return kind === undefined ? null : `what an operator makes for a ${kind} is not in the input`;
  }

  let given = 0;
  return {
    add(resource) {
      const request = requestOf(resource, kinds);
      const namespace = namespaceWithin(request);
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
      total++;
      index.add(resource, request);
      if (isOperated(resource)) operated.set(namespace ?? unstated, ownCopy(resource.kind));
    },
    miss(why) {
      missed ??= why;
    },
    facts: () => ({
      ...facts,
      related(lookup, key, request) {
        if (given > most) return { known: false, why: tooMany, found: [] };
        const found = index.find(lookup, key, request);
        given += found.length;
        const why =
          missed ?? alone(lookup.within, request) ?? (found.length === 0 ? unseen(lookup, request) : null);
        return why === null ? { known: true, value: found } : { known: false, why, found };
      },
    }),
  };
}
