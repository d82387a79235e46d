import type { Configuration } from '../../configuration/configuration-shape.ts';
import type { Channel } from '../notify-port.ts';

/** The channels that a configuration describes well enough to be sent to. */
export function channelsOf({ notifications }: Configuration): readonly Channel[] {
  if (notifications === undefined) return [];
  const { slack, teams, webhook, privateAddresses } = notifications;
  return [
    ...(slack === undefined
      ? []
      : [
          { name: 'slack', url: slack.webhookUrl, channel: slack.channel ?? null, privateAddresses } as const,
        ]),
    ...(teams === undefined ? [] : [{ name: 'teams', url: teams.webhookUrl, privateAddresses } as const]),
    ...(webhook === undefined
      ? []
      : [{ name: 'webhook', url: webhook.url, secret: webhook.secret, privateAddresses } as const]),
    ...emailOf(notifications),
  ];
}

function emailOf({
  email,
  privateAddresses,
}: NonNullable<Configuration['notifications']>): readonly Channel[] {
  const [first] = email?.recipients ?? [];
  if (email?.smtp === undefined || first === undefined) return [];
  const { host, port, security, user, password } = email.smtp;
  const login = user === undefined || password === undefined ? null : { user, password };
  return [
    {
      name: 'email',
      recipients: email.recipients,
      from: email.from ?? first,
      smtp: { host, port, security, login },
      privateAddresses,
    },
  ];
}
