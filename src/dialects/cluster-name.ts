import { hash } from 'node:crypto';

/** The most characters that a policy's name may have: some controllers keep it in a label. */
export const longestName = 63;

/** Hex digits that tell apart what has the same words in its name. */
const digits = 8;

/**
 * The name of a policy in a cluster: that which it was read under among the objects of its own kind, else a slug of its
 * id and eight digits of the id's hash, which stay the same whatever becomes of the rule.
 */
export function clusterName(id: string, kind: string): string {
  return id.startsWith(`${kind}/`) && isName(id.slice(kind.length + 1))
    ? id.slice(kind.length + 1)
    : nameFor(id);
}

/**
 * A slug of any text and eight digits of its hash; at most 63 characters, each of which a name may have. What follows a
 * `~` only tells apart: it is no word of the name.
 */
export function nameFor(id: string): string {
  const slug = id
    .slice(id.indexOf('/') + 1)
    .replace(/~.*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestName - digits - 1)
    .replaceAll(/^-+|-+$/g, '');
  return `${slug === '' ? 'policy' : slug}-${hash('sha256', id).slice(0, digits)}`;
}

/** Whether a text may be the name of an object as it is (RFC 1123 subdomain). */
function isName(text: string): boolean {
  return (
    text.length <= 253 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(text)
  );
}
