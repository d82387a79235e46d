const component = '[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*';
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${label}(?:[.]${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const name = new RegExp(`^(?:${host}/)?${component}(?:/${component})*$`);
const tag = /^[\w][\w.-]{0,127}$/;
const digest = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Whether an image reference means `latest`: by name, or by stating neither tag nor digest. False of what is no reference. */
export function isLatest(image: string): boolean {
  // INVARIANT: references are at most 255 characters and a tag; longer ones are refused by the parser in Kubernetes too.
  if (image.length > 512 || /^[a-f0-9]{64}$/.test(image)) return false;
  const [named = '', hash] = image.split('@', 2);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const version = colon < 0 ? null : named.slice(colon + 1);
  if (!name.test(colon < 0 ? named : named.slice(0, colon)) || !isTail(version, hash)) return false;
  return version === null ? hash === undefined : version === 'latest';
}

function isTail(version: string | null, hash: string | undefined): boolean {
  return (version === null || tag.test(version)) && (hash === undefined || isDigest(hash));
}

const lengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function isDigest(hash: string): boolean {
  const [algorithm = '', hex = ''] = hash.split(':', 2);
  return digest.test(hash) && Object.hasOwn(lengths, algorithm) && lengths[algorithm] === hex.length;
}
