// Messages over TLS: they arrive where the certificate is signed by an authority that is trusted, and nowhere else.
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNotifier } from '../../src/notify/notifier.ts';
import type { Channel, Notice } from '../../src/operations/notify-port.ts';
import { authority, certificates } from './certificates.ts';
import { httpServer, smtpServer, type MailTls } from './servers.ts';

const notice: Notice = { id: 'n-1', at: 0, target: 'shop', organization: null, total: 0, findings: [] };
const notifier = createNotifier({ KEY: 'the key' }, { time: 3000, answer: 1000 });
const usual = getCACertificates('default');

beforeAll(() => setDefaultCACertificates([...usual, authority]));
afterAll(() => setDefaultCACertificates(usual));

const webhooks: readonly ((url: string) => Channel)[] = [
  (url) => ({ name: 'slack', url, channel: null, privateAddresses: true }),
  (url) => ({ name: 'teams', url, privateAddresses: true }),
  (url) => ({ name: 'webhook', url, secret: 'env:KEY', privateAddresses: true }),
];

function email(port: number, security: 'tls' | 'starttls'): Channel {
  return {
    name: 'email',
    recipients: ['ops@example.com'],
    from: 'writ@example.com',
    smtp: { host: 'localhost', port, security, login: null },
    privateAddresses: true,
  };
}

const refused = [
  ['for another host', certificates.wrongName],
  ['that has expired', certificates.expired],
] as const;

describe.each(webhooks.map((channel) => [channel('').name, channel] as const))('%s', (_, channel) => {
  test('a message arrives over TLS', async () => {
    await using server = await httpServer(certificates.good);
    expect(await notifier.send(channel(server.url), notice)).toEqual({ arrived: true });
    expect(server.got).toHaveLength(1);
  });

  test.each(refused)('a certificate %s is refused, and nothing is sent', async (_kind, certificate) => {
    await using server = await httpServer(certificate);
    const sent = await notifier.send(channel(server.url), notice);
    expect(sent).toMatchObject({
      arrived: false,
      why: expect.stringMatching(
        /^it cannot be reached \((?:ERR_TLS_CERT_ALTNAME_INVALID|CERT_HAS_EXPIRED)\)$/,
      ),
    });
    expect(server.got).toEqual([]);
  });

  test('a certificate of an authority that nobody trusts is refused', async () => {
    setDefaultCACertificates(usual);
    await using server = await httpServer(certificates.good);
    const sent = await notifier.send(channel(server.url), notice);
    setDefaultCACertificates([...usual, authority]);
    expect(sent).toMatchObject({
      arrived: false,
      why: expect.stringMatching(/UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
    });
    expect(server.got).toEqual([]);
  });
});

describe.each([
  ['tls', 'the beginning'],
  ['starttls', 'STARTTLS'],
] as const)('a mail by %s', (security, from) => {
  const serverWith = (certificate: string) => smtpServer({ from, certificate } satisfies MailTls);

  test('arrives', async () => {
    await using server = await serverWith(certificates.good);
    expect(await notifier.send(email(server.port, security), notice)).toEqual({ arrived: true });
    expect(server.got[0]?.to).toEqual(['ops@example.com']);
  });

  test.each(refused)('is not handed to a server with a certificate %s', async (_kind, certificate) => {
    await using server = await serverWith(certificate);
    expect(await notifier.send(email(server.port, security), notice)).toMatchObject({ arrived: false });
    expect(server.got).toEqual([]);
  });

  test('is not handed to a server that nobody vouches for', async () => {
    setDefaultCACertificates(usual);
    await using server = await serverWith(certificates.good);
    const sent = await notifier.send(email(server.port, security), notice);
    setDefaultCACertificates([...usual, authority]);
    expect(sent).toMatchObject({ arrived: false });
    expect(server.got).toEqual([]);
  });
});

test('a mail that must be encrypted is not handed to a server that does not offer it', async () => {
  await using server = await smtpServer();
  expect(await notifier.send(email(server.port, 'starttls'), notice)).toMatchObject({ arrived: false });
  expect(server.got).toEqual([]);
});
