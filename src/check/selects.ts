import { nameLabel } from '../core/name-label.ts';
import { own, type JsonObject } from '../core/json.ts';
import type { LabelSelector } from '../core/policy.ts';
import { wildcard } from './wildcard.ts';

/** Whether labels satisfy both halves of a selector; the empty selector selects everything. */
export function selects(selector: LabelSelector, labels: JsonObject): boolean {
  const equal = Object.entries(selector.matchLabels).every(([key, value]) => own(labels, key) === value);
  return equal && selector.matchExpressions.every((requirement) => satisfies(requirement, labels));
}

/** A selector whose labels with `*` and `?` became ones that an object has, as in Kyverno; of those that fit, the first. */
export function withoutWildcards(selector: LabelSelector, labels: JsonObject): LabelSelector {
  const matchLabels = Object.entries(selector.matchLabels).map(([key, value]): [string, string] => {
    if (!/[*?]/.test(key + value)) return [key, value];
    const found = Object.entries(labels).find(
      ([name, text]) => wildcard(key, name) && typeof text === 'string' && wildcard(value, text),
    );
    // No label holds a star, so that what fits none stays without a match.
    return found === undefined ? [key, value] : [found[0], found[1] as string];
  });
  return { ...selector, matchLabels: Object.fromEntries(matchLabels) };
}

/** Whether a selector of namespaces asks for nothing but their names. */
export function asksNameAlone({ matchLabels, matchExpressions }: LabelSelector): boolean {
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  return keys.every((key) => key === nameLabel);
}

/** Whether a selector selects a namespace of which nothing is known but its name; null where that is not enough. */
export function selectsNamed(selector: LabelSelector, name: string): boolean | null {
  const labels: JsonObject = { [nameLabel]: name };
  const wanted = Object.entries(selector.matchLabels);
  const known = new Set([
    ...wanted.map(([key, value]) => (key === nameLabel ? value === name : null)),
    ...selector.matchExpressions.map((one) => (one.key === nameLabel ? satisfies(one, labels) : null)),
  ]);
  if (known.has(false)) return false;
  return known.has(null) ? null : true;
}

function satisfies(requirement: LabelSelector['matchExpressions'][number], labels: JsonObject): boolean {
  const value = own(labels, requirement.key);
  const listedValue = typeof value === 'string' && requirement.values.includes(value);
  switch (requirement.operator) {
    case 'In':
      return listedValue;
    case 'NotIn':
      return !listedValue;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
