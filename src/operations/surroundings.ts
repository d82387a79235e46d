import type { Judge } from '../check/judge.ts';
import { requestOf, type Kinds } from '../check/request-of.ts';
import type { Facts, Request } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import { createResourceIndex, namespaceWithin } from '../related/resource-index.ts';

/** The objects of a run, for rules that look others up. */
export interface Surroundings {
  add(resource: Resource): void;
  /** Says that not everything could be read: what is looked up from then on is unknown. */
  miss(why: string): void;
  /** What is known once everything was read. */
  facts(): Facts;
  /** What a person should know of the look-ups, at the end. */
  notes(): readonly string[];
}

/** How many objects look-ups of one run may find together: where everything finds everything else, rules never end. */
const most = 2_000_000;
const tooMany = 'too many objects of the input find one another';

/** Surroundings for what a judge may look up; with nothing to look up, they keep nothing. */
export function createSurroundings(judge: Judge, kinds: Kinds, facts: Facts): Surroundings {
  const lookups = judge.lookups();
  if (lookups.length === 0)
    return { add: () => undefined, miss: () => undefined, facts: () => facts, notes: () => [] };
  const index = createResourceIndex(lookups);
  const counts = new Map<string | null, number>();
  let total = 0;
  let missed: string | null = null;

  /** Nobody who gives one object says that there is nothing else. */
  function alone(within: 'namespace' | 'cluster', request: Request): string | null {
    const namespace = within === 'cluster' ? null : namespaceWithin(request);
    const count = namespace === null ? total : (counts.get(namespace) ?? 0);
    if (count > 1) return null;
    return namespace === null
      ? 'there is no other object in the input'
      : `there is no other object of namespace \`${namespace}\` in the input`;
  }

  let given = 0;
  let unanswered = 0;
  return {
    add(resource) {
      const request = requestOf(resource, kinds);
      const namespace = namespaceWithin(request);
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
      total++;
      index.add(resource, request);
    },
    miss(why) {
      missed ??= why;
    },
    facts: () => ({
      ...facts,
      related(lookup, key, request) {
        if (given > most) {
          unanswered++;
          return { known: false, why: tooMany, found: [] };
        }
        const found = index.find(lookup, key, request);
        given += found.length;
        const why = missed ?? alone(lookup.within, request);
        return why === null ? { known: true, value: found } : { known: false, why, found };
      },
    }),
    notes: () =>
      unanswered === 0
        ? []
        : [
            `${tooMany}: ${unanswered} times a rule that looks others up was skipped; judge fewer at once, or without these rules`,
          ],
  };
}
