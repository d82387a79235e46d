import type { Judge } from '../../check/judge.ts';
import { requestOf, type Kinds } from '../../check/request-of.ts';
import type { Facts, Lookup, Request } from '../../core/policy.ts';
import { ownCopy } from '../../core/own-copy.ts';
import type { Resource } from '../../core/resource.ts';
import { isOperated } from '../../manifests/operated.ts';
import type { GivenPolicies } from '../policies/given-policies.ts';
import { createResourceIndex, namespaceWithin } from '../../related/resource-index.ts';

/** The objects of a run, for rules that look others up. */
export interface Surroundings {
  /** Whether a verdict may have to wait until all objects are known. */
  readonly waits: boolean;
  /** What is given back forgets the object again. */
  add(resource: Resource): () => void;
  /** Says that not everything could be read: what is looked up from then on is unknown. */
  miss(why: string): void;
  /** What is known once everything was read. */
  facts(): Facts;
  /** What a person should know of the look-ups, at the end. */
  notes(): readonly string[];
}

/** How many objects look-ups of one run may find together: where everything finds everything else, rules never end. */
const most = 2_000_000;
/** Where an object goes that states no namespace; of a custom kind nobody here knows whether it has one. */
const unstated = 'default';
const tooMany = 'too many objects of the input find one another';

/** Why a look-up may miss objects of a cluster; null where it sees all. */
type Lacking = (lookup: Lookup, request: Request) => string | null;

/** What surroundings are for. */
interface Surrounded {
  readonly judge: Judge;
  readonly kinds: Kinds;
  readonly facts: Facts;
  /** Policies that may ask for namespaces and parameters of the input. */
  readonly given?: GivenPolicies | null;
}

/**
 * Surroundings for what a judge may look up; with nothing to look up, they keep nothing.
 * @param live of a cluster, what is not known of it; null where the objects are those of files
 */
export function createSurroundings(
  { judge, kinds, facts, given }: Surrounded,
  live: Lacking | null = null,
): Surroundings {
  const lookups = judge.lookups();
  const waits = given?.waits === true;
  const add = (resource: Resource): (() => void) => {
    if (waits) given.given.add(resource);
    return nothing;
  };
  if (lookups.length === 0) return { waits, add, miss: nothing, facts: () => facts, notes: () => [] };
  const index = createResourceIndex(lookups);
  const seen = seenObjects();
  let missed: string | null = null;
  let answered = 0;
  let unanswered = 0;
  return {
    waits: true,
    add(resource) {
      add(resource);
      const request = requestOf(resource, kinds);
      seen.add(resource, request);
      return index.add(resource, request);
    },
    miss(why) {
      missed ??= why;
    },
    facts: () => ({
      ...facts,
      related(lookup, key, request) {
        if (answered > most) {
          unanswered++;
          return { known: false, why: tooMany, found: [] };
        }
        const found = index.find(lookup, key, request);
        answered += found.length;
        const why =
          missed ?? (live === null ? seen.lacking(lookup, request, found.length) : live(lookup, request));
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

const nothing = (): void => undefined;

/** What kinds of objects were seen where. */
interface Seen {
  add(resource: Resource, request: Request): void;
  /** Why a look-up that found so many may have missed others; null where it has not. */
  lacking(lookup: Lookup, request: Request, found: number): string | null;
}

function seenObjects(): Seen {
  const counts = new Map<string | null, number>();
  let total = 0;
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

  return {
    add(resource, request) {
      const namespace = namespaceWithin(request);
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
      total++;
      if (isOperated(resource)) operated.set(namespace ?? unstated, ownCopy(resource.kind));
    },
    lacking: (lookup, request, found) =>
      alone(lookup.within, request) ?? (found === 0 ? unseen(lookup, request) : null),
  };
}
