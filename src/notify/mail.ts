import type { Channel, Notice } from '../operations/notify-port.ts';
import { addressOf, isPrivate } from './address.ts';
import type { Bounds } from './post.ts';
import { Refused } from './refused.ts';
import { listedOf, oneLine, restOf, titleOf } from './summary.ts';

type Email = Extract<Channel, { readonly name: 'email' }>;

/**
 * Hands a mail to a server. Loaded when the first one is sent: the library costs what a whole check does.
 * @throws {Refused} where the server takes it for none of the recipients; whatever it says may quote the mail
 */
export async function sendMail(
  notice: Notice,
  { recipients, from, smtp, privateAddresses }: Email,
  { password, bounds }: { readonly password: string | null; readonly bounds: Bounds },
): Promise<void> {
  const { address } = await addressOf(smtp.host, privateAddresses);
  if (smtp.security === 'none' && !isPrivate(address))
    throw new Refused('a mail in clear text leaves no private network');
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: address,
    port: smtp.port,
    secure: smtp.security === 'tls',
    requireTLS: smtp.security === 'starttls',
    ignoreTLS: smtp.security === 'none',
    tls: { servername: smtp.host },
    connectionTimeout: bounds.time,
    greetingTimeout: bounds.time,
    socketTimeout: bounds.time,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(smtp.login === null || password === null ? {} : { auth: { user: smtp.login.user, pass: password } }),
  });
  try {
    await transport.sendMail({
      from,
      to: [...recipients],
      subject: titleOf(notice),
      text: textOf(notice),
      messageId: `<${notice.id}@writ>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (cause) {
    throw new Refused(told(cause));
  } finally {
    transport.close();
  }
}

function told(cause: unknown): string {
  const { code, responseCode } = cause as { readonly code?: unknown; readonly responseCode?: unknown };
  if (typeof responseCode === 'number') return `it answers ${responseCode}`;
  return typeof code === 'string' ? `it cannot be reached (${code})` : 'it cannot be reached';
}

function textOf(notice: Notice): string {
  const lines = listedOf(notice).map(({ severity, policy, message, remediation, resource, place }) =>
    [
      `${severity}  ${policy}  ${oneLine(resource)}  (${oneLine(place)})`,
      `  ${oneLine(message)}`,
      ...(remediation === null ? [] : [`  What to do: ${oneLine(remediation)}`]),
    ].join('\n'),
  );
  const rest = restOf(notice);
  return [titleOf(notice), ...lines, ...(rest === null ? [] : [rest])].join('\n\n').concat('\n');
}
