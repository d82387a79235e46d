import type { Notice } from '../operations/notify-port.ts';
import { listedOf, oneLine, restOf, titleOf } from './summary.ts';

/** The body for a workflow of Microsoft Teams that takes webhooks: an adaptive card, within 28 KB. */
export function teamsMessage(notice: Notice): object {
  const rest = restOf(notice);
  const blocks = listedOf(notice).flatMap(({ severity, policy, message, resource, place }) => [
    block(`**${escape(severity)}** ${escape(policy)}: ${escape(resource)} (${escape(place)})`),
    block(escape(message)),
  ]);
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { ...block(escape(titleOf(notice))), size: 'Medium', weight: 'Bolder' },
      ...blocks,
      ...(rest === null ? [] : [block(rest)]),
    ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function block(text: string): object {
  return { type: 'TextBlock', text, wrap: true };
}

/** Markdown's characters: a name of an object must not become a link. */
function escape(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>~#|]/g, String.raw`\$&`);
}
