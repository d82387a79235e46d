import type { Offered } from '../cluster-port.ts';

/** Whose word an answer of the server is, and what it says. */
export type Answered =
  /** By the policy, refused or warned of. */
  | { readonly by: 'policy'; readonly how: 'denied' | 'warned'; readonly said: string }
  /** It would be made, and the policy says nothing. */
  | { readonly by: 'nobody' }
  /** Somebody else refuses it: of the policy nothing is learned. */
  | { readonly by: 'another'; readonly said: string }
  /** A webhook does not answer. */
  | { readonly by: 'webhook'; readonly said: string };

/** What an answer to a probe says of one policy. */
export function readAnswer({ status, message, warnings }: Offered, policy: string): Answered {
  if (status >= 400 && tells(message, policy)) return { by: 'policy', how: 'denied', said: message };
  const warning = warnings.find((one) => tells(one, policy));
  if (warning !== undefined) return { by: 'policy', how: 'warned', said: warning };
  // Admission comes before the look whether there is one of that name.
  if (status < 300 || status === 409) return { by: 'nobody' };
  if (/failed calling webhook|does not support dry run/.test(message))
    return { by: 'webhook', said: message };
  return { by: 'another', said: message };
}

/**
 * Whether a text is a refusal or warning of a policy: the API server quotes its name, Kyverno's webhooks say `Policy NAME
 * failed`, or `NAME:` on a line of its own, or `policy NAME.rule`.
 */
function tells(text: string, policy: string): boolean {
  const name = policy.replaceAll(/[.\\+*?^$()[\]{}|]/g, String.raw`\$&`);
  return (
    new RegExp(`(?:Policy|policy) '${name}' `).test(text) ||
    new RegExp(`\\b[Pp]olicy ${name}(?:\\.[\\w.-]+)?(?: failed|:)`).test(text) ||
    new RegExp(`(?:^|\\n)\\s*${name}:\\s`).test(text) ||
    text.includes(`'${policy}' with binding '`)
  );
}
