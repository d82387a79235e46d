import type { LabelSelector } from '../core/policy.ts';
import type { Exception } from './exception.ts';
import { toYaml, type Writable } from './to-yaml.ts';

/** Exception files, one document each, that read back as the same exceptions; the lines of `why` stand above each. */
export function writeExceptions(
  exceptions: readonly { readonly exception: Exception; readonly why?: string }[],
): string {
  return exceptions
    .map(({ exception, why }) => {
      const comment = why === undefined ? '' : `# ${why.replaceAll(/\s+/g, ' ')}\n`;
      return `---\n${comment}${toYaml(asWritten(exception))}`;
    })
    .join('');
}

/** An exception in the shape of its file. */
export function asWritten({ rules, selector, reason, approver, until }: Exception): Writable {
  const { labels, ...lists } = selector;
  const parts = Object.entries(lists).filter(([, values]) => values.length > 0);
  return {
    apiVersion: 'writ/v1',
    kind: 'Exception',
    rules,
    selector: { ...Object.fromEntries(parts), ...(labels !== null && { labels: labelsAsWritten(labels) }) },
    reason,
    approver,
    until,
  };
}

/** A label selector without its empty halves. */
export function labelsAsWritten({ matchLabels, matchExpressions }: LabelSelector): Writable {
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key,
        operator,
        ...(values.length > 0 && { values }),
      })),
    }),
  };
}
