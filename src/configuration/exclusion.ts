import { matchScope } from '../check/match-scope.ts';
import type { Facts, Request } from '../core/policy.ts';
import type { Configuration } from './configuration-shape.ts';

/** By what the configuration leaves an object out; null where it does not. */
export function exclusion({ global }: Configuration, request: Request, facts: Facts): string | null {
  const { kind, name, namespace } = request;
  const isNamespace = kind.group === '' && kind.kind === 'Namespace';
  const within = isNamespace ? { ...request, namespace: name } : request;
  const place = within.namespace ?? namespace;
  if (place !== null && holds(matchScope({ namespaces: global.excludedNamespaces }, within, facts)))
    return `the namespace ${place}`;
  const isLabelled = global.excludedSelectors.some((labels) => holds(matchScope({ labels }, request, facts)));
  return isLabelled ? 'objects with its labels' : null;
}

function holds(match: ReturnType<typeof matchScope>): boolean {
  return match.known && match.value;
}
