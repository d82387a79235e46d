import { encodeBase64 } from '../extensions/encoders.ts';
import { Bytes } from '../../value/boxes.ts';
import type { Json } from '../../value/to-json.ts';
import { bitsOf, oidOf, tags, textOf, wholeOf, within } from './der.ts';
import type { Der } from './der.ts';

/** Extensions of a certificate by object identifier, with their content. */
export type Extensions = ReadonlyMap<string, readonly Der[]>;

/** The numbers that Go gives to extended key usages. */
const usages: readonly string[] = [
  '2.5.29.37.0',
  ...Array.from({ length: 9 }, (_value, index) => `1.3.6.1.5.5.7.3.${index + 1}`),
  '1.3.6.1.4.1.311.10.3.3',
  '2.16.840.1.113730.4.1',
  '1.3.6.1.4.1.311.2.1.22',
  '1.3.6.1.4.1.311.61.1.1',
];

/** What the extensions say that Kyverno gives fields of their own, named as in Go. */
export function extensionFields(extensions: Extensions): Readonly<Record<string, Json>> {
  const alternatives = within(extensions.get('2.5.29.17')?.[0]);
  const authority = within(extensions.get('1.3.6.1.5.5.7.1.1')?.[0]).map(within);
  return {
    KeyUsage: keyUsage(extensions.get('2.5.29.15')?.[0]),
    ExtKeyUsage: orNull(
      within(extensions.get('2.5.29.37')?.[0])
        .map(usageNumber)
        .filter((usage) => usage >= 0),
    ),
    ...basicConstraints(extensions.get('2.5.29.19')?.[0]),
    AuthorityKeyId: base64OrNull(within(extensions.get('2.5.29.35')?.[0]).find(({ tag }) => tag === 0x80)),
    OCSPServer: orNull(locations(authority, '1.3.6.1.5.5.7.48.1')),
    IssuingCertificateURL: orNull(locations(authority, '1.3.6.1.5.5.7.48.2')),
    DNSNames: orNull(alternatives.filter(({ tag }) => tag === 0x82).map(textOf)),
    EmailAddresses: orNull(alternatives.filter(({ tag }) => tag === 0x81).map(textOf)),
    IPAddresses: orNull(alternatives.filter(({ tag }) => tag === 0x87).map(addressOf)),
    CRLDistributionPoints: orNull(within(extensions.get('2.5.29.31')?.[0]).flatMap(pointsOf)),
    PolicyIdentifiers: orNull(
      within(extensions.get('2.5.29.32')?.[0]).flatMap((policy) => within(policy).slice(0, 1).map(oidOf)),
    ),
  };
}

function orNull(list: readonly Json[]): Json {
  return list.length === 0 ? null : list;
}

function base64OrNull(element: Der | undefined): Json {
  return element === undefined ? null : encodeBase64(new Bytes(element.content));
}

function keyUsage(element: Der | undefined): number {
  if (element === undefined) return 0;
  const [first = 0, second = 0] = bitsOf(element);
  let usage = 0;
  for (let bit = 0; bit < 9; bit++) {
    const byte = bit < 8 ? first : second;
    if ((byte >> (7 - (bit % 8))) & 1) usage |= 1 << bit;
  }
  return usage;
}

function usageNumber(element: Der): number {
  return usages.indexOf(oidOf(element).join('.'));
}

function basicConstraints(element: Der | undefined): Readonly<Record<string, Json>> {
  if (element === undefined)
    return { BasicConstraintsValid: false, IsCA: false, MaxPathLen: 0, MaxPathLenZero: false };
  const parts = within(element);
  const path = parts.find(({ tag }) => tag === tags.integer);
  const longest = path === undefined ? -1 : Number(wholeOf(path));
  return {
    BasicConstraintsValid: true,
    IsCA: parts.some(({ tag, content }) => tag === tags.boolean && content[0] !== 0),
    MaxPathLen: longest,
    MaxPathLenZero: longest === 0,
  };
}

function locations(authority: readonly (readonly Der[])[], method: string): readonly string[] {
  return authority.flatMap(([id, location]) =>
    id !== undefined && location?.tag === 0x86 && oidOf(id).join('.') === method ? [textOf(location)] : [],
  );
}

function pointsOf(point: Der): readonly string[] {
  const names = within(point)
    .filter(({ tag }) => tag === 0xa0)
    .flatMap(within);
  return names
    .filter(({ tag }) => tag === 0xa0)
    .flatMap(within)
    .filter(({ tag }) => tag === 0x86)
    .map(textOf);
}

function addressOf({ content }: Der): string {
  if (content.length === 4) return content.join('.');
  const groups = Array.from({ length: content.length / 2 }, (_value, index) =>
    (((content[index * 2] ?? 0) << 8) | (content[index * 2 + 1] ?? 0)).toString(16),
  );
  return shortest(groups);
}

/** IPv6 with its longest run of zeros left out (RFC 5952). */
function shortest(groups: readonly string[]): string {
  const runs = Array.from(groups.join(':').matchAll(/(?:^|:)(0(?::0)+)(?=:|$)/g), ([, run = '']) => run);
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  const text = groups.join(':');
  if (longest === undefined) return text;
  const at = text.search(new RegExp(`(?:^|:)${longest}(?=:|$)`));
  const start = text.charAt(at) === ':' ? at + 1 : at;
  const [before, after] = [text.slice(0, start), text.slice(start + longest.length)];
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}
