import { z } from 'zod';
import { severities } from '../core/severity.ts';
import { categoryNames, words } from './words.ts';

const named = /^(?:env:[A-Za-z_]\w*|file:.+)$/s;
const orNamed = '`env:NAME` or `file:PATH` keeps it out of the configuration';
const url = z
  .string()
  .refine((text) => named.test(text) || URL.canParse(text), 'must be a URL')
  .describe(`where it takes messages; a secret: ${orNamed}`);
const secret = (what: string): z.ZodString =>
  z
    .string()
    .regex(named, 'must be env:NAME or file:PATH: a secret is not written into a configuration')
    .describe(`${what}, as env:NAME or file:PATH`);

const wanted = {
  severityLevels: z.array(z.enum(severities)).min(1).optional().describe('only findings of these severities'),
  categories: z.array(z.enum(categoryNames)).min(1).optional().describe('only findings of these categories'),
};

const smtp = z
  .strictObject({
    host: words.describe('its name'),
    port: z.int().min(1).max(65_535).default(587).describe('its port'),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .describe('none only where privateAddresses is true, and without a password'),
    user: words.optional().describe('who signs in'),
    password: secret('the password').optional(),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'must have both user and password, or neither',
  })
  .refine(({ security, password }) => security !== 'none' || password === undefined, {
    error: 'must not send a password in clear text: take starttls or tls',
    path: ['security'],
  });

/** Who is told of findings, as a configuration says it. */
export const notificationsShape = z.strictObject({
  slack: z
    .strictObject({
      webhookUrl: url,
      channel: words.optional().describe('such as #platform'),
      ...wanted,
    })
    .optional()
    .describe('messages to Slack'),
  teams: z
    .strictObject({ webhookUrl: url, ...wanted })
    .optional()
    .describe('cards in Microsoft Teams, by a workflow'),
  webhook: z
    .strictObject({ url, secret: secret('what messages are signed with'), ...wanted })
    .optional()
    .describe('JSON to a server of your own, signed with HMAC-SHA256'),
  email: z
    .strictObject({
      recipients: z.array(z.email('must be a mail address')).min(1).describe('who is told'),
      from: z
        .email('must be a mail address')
        .optional()
        .describe('the sender; the first recipient unless stated'),
      smtp: smtp.optional().describe('the server that takes mails; without it none is sent'),
      ...wanted,
    })
    .optional()
    .describe('mails'),
  privateAddresses: z
    .boolean()
    .default(false)
    .describe('whether messages may go to addresses of private networks, and over http to this machine'),
});
