import { encodeBase64 } from '../extensions/encoders.ts';
import { Bytes } from '../../value/boxes.ts';
import type { Json } from '../../value/to-json.ts';
import { extensionFields } from './certificate-extensions.ts';
import { bitsOf, oidOf, readAll, tags, textOf, wholeOf, within } from './der.ts';
import type { Der } from './der.ts';

const rsa = '1.2.840.113549.1.1.1';

/** Why a certificate is not read. */
export interface Unread {
  readonly why: string;
  /** Only this reader does not know it; Kyverno would. */
  readonly isUnknown?: true;
}

/** The elements of a certificate that are read. */
type Parts = Readonly<
  Record<'certificate' | 'body' | 'signature' | 'serial' | 'issuer' | 'validity' | 'subject' | 'key', Der>
>;

/** A certificate (RFC 5280) as Kyverno's `x509.decode` gives it: the fields of Go's `x509.Certificate`. */
export function readCertificate(bytes: Uint8Array): Readonly<Record<string, Json>> | Unread {
  const parts = partsOf(bytes);
  if (parts === null) return { why: 'x509: malformed certificate' };
  const publicKey = readKey(parts.key);
  if ('why' in publicKey) return publicKey;
  const extensions = within(within(within(parts.body).find(({ tag }) => tag === 0xa3))[0]).map(within);
  const byId = new Map(extensions.map(([id, ...rest]) => [dotted(id), within(rest.at(-1))]));
  if (byId.has('2.5.29.30')) return { why: 'name constraints of certificates are not read', isUnknown: true };
  const [notBefore = '', notAfter = ''] = within(parts.validity).map(timeOf);
  return {
    Raw: base64(parts.certificate.raw),
    RawTBSCertificate: base64(parts.body.raw),
    RawSubjectPublicKeyInfo: base64(parts.key.raw),
    RawSubject: base64(parts.subject.raw),
    RawIssuer: base64(parts.issuer.raw),
    Signature: base64(bitsOf(parts.signature)),
    PublicKeyAlgorithm: 1,
    PublicKey: { ...publicKey },
    SerialNumber: Number(BigInt.asIntN(64, wholeOf(parts.serial))),
    Issuer: nameOf(parts.issuer),
    NotBefore: notBefore,
    NotAfter: notAfter,
    Extensions: extensions.map(extensionOf),
    ...extensionFields(byId),
    ...absent,
  };
}

function partsOf(bytes: Uint8Array): Parts | null {
  const [certificate] = readAll(bytes) ?? [];
  const [body, , signature] = within(certificate);
  const inner = within(body);
  // The version is left out where it is the first.
  const [serial, , issuer, validity, subject, key] = inner[0]?.tag === 0xa0 ? inner.slice(1) : inner;
  const parts = { certificate, body, signature, serial, issuer, validity, subject, key };
  return isWhole(parts) ? parts : null;
}

function isWhole(parts: Readonly<Record<keyof Parts, Der | undefined>>): parts is Parts {
  return Object.values(parts).every((part) => part !== undefined);
}

function dotted(id: Der | undefined): string {
  return id === undefined ? '' : oidOf(id).join('.');
}

/** Fields of Go that a certificate that was read leaves empty. */
const absent: Readonly<Record<string, Json>> = {
  ExtraExtensions: null,
  PermittedDNSDomainsCritical: false,
  PermittedDNSDomains: null,
  ExcludedDNSDomains: null,
  PermittedIPRanges: null,
  ExcludedIPRanges: null,
  PermittedEmailAddresses: null,
  ExcludedEmailAddresses: null,
  PermittedURIDomains: null,
  ExcludedURIDomains: null,
};

function base64(bytes: Uint8Array): string {
  return encodeBase64(new Bytes(bytes));
}

function readKey(key: Der): { readonly N: string; readonly E: number } | Unread {
  const [algorithm, bits] = within(key);
  const [id] = within(algorithm);
  if (bits === undefined || dotted(id) !== rsa) return { why: 'certificate should use rsa algorithm' };
  const [modulus, exponent] = within(readAll(bitsOf(bits))?.[0]);
  if (modulus === undefined || exponent === undefined)
    return { why: 'failed to parse subject public key info' };
  return { N: String(wholeOf(modulus)), E: Number(wholeOf(exponent)) };
}

function extensionOf(parts: readonly Der[]): Json {
  const [id] = parts;
  return {
    Id: id === undefined ? [] : oidOf(id),
    Critical: parts.some(({ tag, content }) => tag === tags.boolean && content[0] !== 0),
    Value: base64(parts.at(-1)?.content ?? new Uint8Array()),
  };
}

/** Which of Go's lists an attribute of a name belongs to. */
const attributes: Readonly<Record<string, string>> = {
  '2.5.4.6': 'Country',
  '2.5.4.10': 'Organization',
  '2.5.4.11': 'OrganizationalUnit',
  '2.5.4.7': 'Locality',
  '2.5.4.8': 'Province',
  '2.5.4.9': 'StreetAddress',
  '2.5.4.17': 'PostalCode',
};

function nameOf(name: Der): Json {
  const parts = within(name)
    .flatMap(within)
    .flatMap((attribute) => {
      const [id, value] = within(attribute);
      return id === undefined || value === undefined ? [] : [{ id: oidOf(id), value: textOf(value) }];
    });
  const all = (oid: string): readonly string[] =>
    parts.filter(({ id }) => id.join('.') === oid).map(({ value }) => value);
  const lists = Object.entries(attributes).map(([oid, field]): readonly [string, Json] => {
    const values = all(oid);
    return [field, values.length === 0 ? null : values];
  });
  return {
    ...Object.fromEntries(lists),
    SerialNumber: all('2.5.4.5').at(-1) ?? '',
    CommonName: all('2.5.4.3').at(-1) ?? '',
    Names: parts.map(({ id, value }) => ({ Type: id, Value: value })),
    ExtraNames: null,
  };
}

/** A time of either kind (RFC 5280, 4.1.2.5) as RFC 3339. */
function timeOf(element: Der): string {
  const text = textOf(element);
  const year = element.tag === tags.utcTime ? (text < '5' ? `20${text}` : `19${text}`) : text;
  return year.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
}
