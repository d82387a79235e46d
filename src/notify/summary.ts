import type { Notice, NoticeFinding } from '../operations/notify-port.ts';

/** How many findings a message to people lists: more nobody reads, and chats cut it anywhere. */
const listed = 20;

/** How much of a text is shown. */
const longest = 300;

/** What a message says first: how many findings, and of what. */
export function titleOf({ total, target, organization }: Notice): string {
  const whose = organization === null ? '' : `${organization}: `;
  return oneLine(`${whose}${total} new ${total === 1 ? 'finding' : 'findings'} in ${target}`);
}

/** The findings to list. */
export function listedOf({ findings }: Notice): readonly NoticeFinding[] {
  return findings.slice(0, listed);
}

/** How many are not listed, in words; null where all are. */
export function restOf({ findings, total }: Notice): string | null {
  const rest = total - Math.min(findings.length, listed);
  return rest === 0 ? null : `and ${rest} more`;
}

/** A text without line breaks and other control characters, cut where it is long. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line;
}
