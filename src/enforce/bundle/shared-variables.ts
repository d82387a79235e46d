import type { Named, Policy } from '../../core/policy.ts';
import { checkPrefix } from '../../dialects/bundle-members.ts';
import { renameVariables } from '../../dialects/variables-read.ts';

/** Variables of several policies in one list, and under which names each policy finds its own. */
export interface SharedVariables {
  readonly variables: readonly Named[];
  /** By policy, in order: what was renamed. */
  readonly names: readonly ReadonlyMap<string, string>[];
}

/** Equal variables are shared; one that another policy has with another value gets the policy's id in front. */
export function sharedVariables(policies: readonly Policy[]): SharedVariables {
  const taken = new Map<string, string>();
  const names = policies.map(({ id, variables }) => {
    const renamed = new Map<string, string>();
    for (const { name, expression } of variables) {
      const own = renameVariables(expression, renamed);
      const free = nameFor(name, own, { taken, id });
      taken.set(free, own);
      if (free === name) renamed.delete(name);
      else renamed.set(name, free);
    }
    return renamed;
  });
  return { variables: Array.from(taken, ([name, expression]) => ({ name, expression })), names };
}

/** The first of the names under which there is nothing yet, or the same. */
function nameFor(
  name: string,
  expression: string,
  { taken, id }: { readonly taken: ReadonlyMap<string, string>; readonly id: string },
): string {
  // Names of checks are kept for these.
  const isFree = (candidate: string): boolean =>
    !candidate.startsWith(checkPrefix) && (taken.get(candidate) ?? expression) === expression;
  if (isFree(name)) return name;
  const prefixed = `${id.replaceAll(/[^a-zA-Z0-9]+/g, '_').replace(/^(?=\d|check_)/, '_')}_${name}`;
  let free = prefixed;
  for (let count = 2; !isFree(free); count += 1) free = `${prefixed}_${count}`;
  return free;
}
