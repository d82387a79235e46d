import type { LabelSelector, Scope } from '../core/policy.ts';
import type { Reach } from './reach-shape.ts';

/** The scope that all of these reaches leave; null where none of them narrows. */
export function reachScope(reaches: readonly Reach[]): Scope | null {
  const all = reaches.flatMap(({ namespaces, excludedNamespaces, selector }): readonly Scope[] => [
    ...(namespaces === undefined ? [] : [within(namespaces)]),
    ...(excludedNamespaces.length === 0 ? [] : [{ not: within(excludedNamespaces) }]),
    ...(selector === undefined ? [] : [{ labels: selector satisfies LabelSelector }]),
  ]);
  return all.length === 0 ? null : { all };
}

/** A namespace itself belongs to what is said of it. */
function within(namespaces: readonly string[]): Scope {
  const itself: Scope = { all: [{ kinds: ['v1/Namespace'] }, { names: namespaces }] };
  return { any: [{ namespaces }, itself] };
}
