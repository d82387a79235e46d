import { createHmac } from 'node:crypto';
import type { Notice } from '../operations/notify-port.ts';

/** The body for a server of the organization's own. */
export function webhookMessage(notice: Notice): object {
  return { schema: 'writ/notice/v1', ...notice, at: new Date(notice.at).toISOString() };
}

/**
 * Headers by which a receiver knows who sent a body, and when: `Writ-Signature` is `v1=` and the HMAC-SHA256 in hex over
 * the timestamp in seconds, a full stop, and the body. `Writ-Delivery` is the same at every attempt.
 */
export function signed(
  body: string,
  { secret, id, at }: { readonly secret: string; readonly id: string; readonly at: number },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'writ-delivery': id, 'writ-timestamp': timestamp, 'writ-signature': `v1=${digest}` };
}
