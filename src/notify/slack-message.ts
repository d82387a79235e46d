import type { Notice } from '../operations/notify-port.ts';
import { listedOf, oneLine, restOf, titleOf } from './summary.ts';

/** The body for an incoming webhook of Slack: one section a finding, within its 50 blocks and 3,000 characters. */
export function slackMessage(notice: Notice, channel: string | null): object {
  const sections = listedOf(notice).map(({ severity, policy, message, resource, place }) =>
    section(
      `*${escape(severity)}* \`${escape(policy)}\` ${escape(resource)} (${escape(place)})\n${escape(message)}`,
    ),
  );
  const rest = restOf(notice);
  return {
    text: escape(titleOf(notice)),
    ...(channel === null ? {} : { channel }),
    blocks: [
      section(`*${escape(titleOf(notice))}*`),
      ...sections,
      ...(rest === null ? [] : [section(escape(rest))]),
    ],
  };
}

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

/** Slack's three control characters: without `<` nothing mentions a channel or hides a link. */
function escape(text: string): string {
  return oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
