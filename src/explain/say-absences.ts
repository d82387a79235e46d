import type { Policy } from '../core/policy.ts';
import type { Sentence } from './explanation.ts';
import { whenAbsent } from './reading/absence.ts';
import type { Atom, Claim } from './reading/claim.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { listed, sentence, someOf } from './reading/words.ts';

/** What an absent field means to a policy. */
export interface Absences {
  readonly letsThrough: readonly Sentence[];
  readonly notes: readonly Sentence[];
}

const mostPaths = 8;

/** Which fields may be absent, and which must be there for the policy to be evaluated at all. */
export function sayAbsences(policy: Policy, read: PolicyReading): Absences {
  const claims = policy.validations.flatMap(({ expression }) => read.claim(expression) ?? []);
  const atoms = claims.flatMap(demandedAtoms);
  const free = textsOf(atoms.filter((atom) => whenAbsent(atom) === true));
  const demanded = new Set(textsOf(atoms.filter(({ relation, positive }) => relation === 'set' && positive)));
  const unsure = textsOf(
    atoms.filter((atom) => whenAbsent(atom) === null && !atom.subjects.some(isStandingIn)),
  );
  const needed = [...new Set([...claims.flatMap(neededLists), ...unsure])].filter(
    (text) => !demanded.has(text),
  );
  const outcome = policy.onError === 'Ignore' ? 'let through' : 'treated as breaking it';
  return {
    letsThrough:
      free.length === 0
        ? []
        : [told(`whatever leaves ${listed(someOf(free, mostPaths), 'or')} unset`, 'validations')],
    notes:
      needed.length === 0
        ? []
        : [
            told(
              `where ${listed(someOf(needed, mostPaths), 'or')} is absent, the policy cannot be evaluated, and the request is ${outcome}`,
              'validations',
            ),
          ],
  };
}

function told(text: string, from: string): Sentence {
  return { text: sentence(text), items: [], from };
}

/** The statements that all must be true: those within alternatives may be false. */
function demandedAtoms(claim: Claim): readonly Atom[] {
  if (claim.kind === 'atom') return [claim];
  if (claim.kind === 'all') return claim.claims.flatMap(demandedAtoms);
  return claim.kind === 'every' ? demandedAtoms(claim.claim) : [];
}

/** Lists that are gone through without a word of what counts where they are absent. */
function neededLists(claim: Claim): readonly string[] {
  if (claim.kind === 'all') return claim.claims.flatMap(neededLists);
  if (claim.kind !== 'every' && claim.kind !== 'some' && claim.kind !== 'one') return [];
  const parts = claim.over.where === null ? claim.over.parts : [];
  const own = parts.filter((part) => mayBeAbsent(part) && !isStandingIn(part)).map(({ text }) => text);
  return [...own, ...(claim.kind === 'every' ? neededLists(claim.claim) : [])];
}

function textsOf(atoms: readonly Atom[]): readonly string[] {
  return [...new Set(atoms.flatMap(({ subjects }) => subjects.filter(mayBeAbsent).map(({ text }) => text)))];
}

/** Fields that every object has, or that no such object is accepted without. */
const present =
  /^(?:kind|apiVersion|metadata|metadata\.name|spec|(?:.*\.)?(?:init|ephemeral)?[cC]ontainers(?:\[\])?(?:\.(?:name|image))?|name|image|request\..*|roleRef\..*|spec\.template(?:\.(?:spec|metadata))?|spec\.rules|subjects\[\]\.(?:kind|name)|rules\[\]\.verbs|.*\[\])$/;

/** What counts as something where it is absent. */
function isStandingIn({ place }: Atom['subjects'][number]): boolean {
  return place?.orElse !== undefined;
}

function mayBeAbsent({ place }: Atom['subjects'][number]): boolean {
  return place !== null && place.path !== '' && !present.test(place.path);
}
