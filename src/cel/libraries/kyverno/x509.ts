import type { Library } from '../../library.ts';
import { dyn, string } from '../../type.ts';
import { Bytes } from '../../value/boxes.ts';
import { CelError, NotEvaluable } from '../../value/cel-error.ts';
import { spendElements } from '../../value/effort.ts';
import { cancelled } from '../../value/faults.ts';
import type { Value } from '../../value/value.ts';
import { decodeBase64 } from '../extensions/encoders.ts';
import { global } from '../standard/overload.ts';
import { readCertificate, type Unread } from './certificate.ts';
import { withDoubles } from './with-doubles.ts';

/** The first block of PEM (RFC 7468) in a text. */
function firstBlock(text: string): { readonly label: string; readonly bytes: Uint8Array } | undefined {
  const start = text.indexOf('-----BEGIN ');
  const labelEnd = text.indexOf('-----', start + 11);
  if (start < 0 || labelEnd < 0) return undefined;
  const label = text.slice(start + 11, labelEnd);
  const end = text.indexOf(`-----END ${label}-----`, labelEnd);
  if (end < 0) return undefined;
  const bytes = decodeBase64(text.slice(labelEnd + 5, end).replaceAll(/[\s]/g, ''));
  return bytes instanceof Bytes ? { label, bytes: bytes.value } : undefined;
}

function decode(text: string): Value {
  if (!spendElements(text.length)) return cancelled;
  const block = firstBlock(text);
  if (block === undefined) return new CelError('failed to decode PEM block');
  if (block.label === 'CERTIFICATE REQUEST') return new NotEvaluable('certificate requests are not read');
  if (block.label !== 'CERTIFICATE')
    return new CelError('PEM block neither contains a CERTIFICATE or CERTIFICATE REQUEST');
  const read = readCertificate(block.bytes);
  return isUnread(read) ? refusal(read) : withDoubles(read);
}

function isUnread(read: ReturnType<typeof readCertificate>): read is Unread {
  return 'why' in read;
}

function refusal({ why, isUnknown }: Unread): CelError {
  return isUnknown === true ? new NotEvaluable(why) : new CelError(why);
}

/** Kyverno's library of certificates: `x509.decode('-----BEGIN CERTIFICATE----- …')`. */
export const x509: Library = {
  name: 'kyverno.x509',
  functions: [
    {
      name: 'x509.decode',
      overloads: [global('x509_decode_string', { params: [string], result: dyn, run: decode })],
    },
  ],
};
