import type { FindingResource } from '../core/finding.ts';

// A name that an API server takes has at most 253 characters; a report shall not be flooded by one that has more.
const longest = 253;

/** A resource as reports name it: its kind, then its namespace and name. */
export function nameOf({ kind, namespace, name }: FindingResource): string {
  const called = name === '' ? '(no name)' : shorten(name);
  return `${shorten(kind)} ${namespace === null ? called : `${shorten(namespace)}/${called}`}`;
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
