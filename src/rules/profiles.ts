/** A named choice of rules, each with the reason why it is in it. */
export interface Profile {
  readonly description: string;
  readonly rules: readonly string[];
}

/** The profiles by name, in the order in which help lists them. */
export const profileNames = [
  'default',
  'baseline',
  'restricted',
  'production',
  'staging',
  'development',
  'all',
] as const;

export type ProfileName = (typeof profileNames)[number];

const baseline = ['privileged-container', 'host-network'];
const restricted = [...baseline, 'privilege-escalation'];

/** Which rules each profile switches on. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  default: { description: 'what a careful team leaves on', rules: restricted },
  baseline: { description: 'the Pod Security Standard of that name', rules: baseline },
  restricted: { description: 'the Pod Security Standard of that name', rules: restricted },
  production: { description: 'the default, and what only production needs', rules: restricted },
  staging: { description: 'production without what only guards availability', rules: restricted },
  development: { description: 'what endangers others on a shared cluster', rules: baseline },
  all: { description: 'every rule', rules: restricted },
};
