import { own, type JsonObject } from '../core/json.ts';
import type { LabelSelector } from '../core/policy.ts';

/** Whether labels satisfy both halves of a selector; the empty selector selects everything. */
export function selects(selector: LabelSelector, labels: JsonObject): boolean {
  const equal = Object.entries(selector.matchLabels).every(([key, value]) => own(labels, key) === value);
  return equal && selector.matchExpressions.every((requirement) => satisfies(requirement, labels));
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
