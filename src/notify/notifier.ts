import type { Channel, Notice, Notifier, Sent } from '../operations/notify-port.ts';
import { post, type Bounds } from './post.ts';
import { Refused } from './refused.ts';
import { secretOf } from './secret.ts';
import { slackMessage } from './slack-message.ts';
import { teamsMessage } from './teams-message.ts';
import { signed, webhookMessage } from './webhook-message.ts';

const usual: Bounds = { time: 10_000, answer: 65_536 };

/** Sends to Slack, Teams, webhooks and by mail; secrets come from an environment or from files. */
export function createNotifier(environment: NodeJS.ProcessEnv, bounds: Bounds = usual): Notifier {
  return {
    async send(channel, notice): Promise<Sent> {
      try {
        await deliver(channel, notice, { environment, bounds });
        return { arrived: true };
      } catch (cause) {
        if (cause instanceof Refused) return { arrived: false, why: cause.message, wait: cause.wait };
        // What else goes wrong may quote a URL or a password.
        return { arrived: false, why: 'it could not be sent', wait: null };
      }
    },
  };
}

interface World {
  readonly environment: NodeJS.ProcessEnv;
  readonly bounds: Bounds;
}

async function deliver(channel: Channel, notice: Notice, { environment, bounds }: World): Promise<void> {
  if (channel.name === 'email') {
    const { sendMail } = await import('./mail.ts');
    const { login } = channel.smtp;
    const password = login === null ? null : secretOf(login.password, environment);
    return sendMail(notice, channel, { password, bounds });
  }
  const body = JSON.stringify(bodyOf(channel, notice));
  const headers =
    channel.name === 'webhook'
      ? signed(body, { secret: secretOf(channel.secret, environment), id: notice.id, at: Date.now() })
      : {};
  const url = secretOf(channel.url, environment);
  return post({ url, body, headers, privateAddresses: channel.privateAddresses }, bounds);
}

function bodyOf(channel: Exclude<Channel, { readonly name: 'email' }>, notice: Notice): object {
  if (channel.name === 'slack') return slackMessage(notice, channel.channel);
  return channel.name === 'teams' ? teamsMessage(notice) : webhookMessage(notice);
}
