import type { Handling } from '../core/finding.ts';
import type { Rule } from '../core/rule.ts';
import type { Configuration } from './configuration-shape.ts';
import { channelNames } from './words.ts';
import type { CustomRule } from './custom-rule-shape.ts';

type Notifications = Configuration['notifications'];

/** The channels that a configuration describes. */
export function configured(notifications: Notifications): readonly (typeof channelNames)[number][] {
  return channelNames.filter((name) => notifications?.[name] !== undefined);
}

/**
 * What becomes of a violation besides being told: what a rule of the organization's own says, and the channels that
 * want its severity and category. A rule that says `notify` goes to its channels whatever they are, to all where it names none.
 */
export function handlingOf(
  custom: CustomRule | null,
  { severity, category }: Pick<Rule, 'severity' | 'category'>,
  notifications: Notifications,
): Handling | null {
  const actions = custom?.actions ?? [];
  const told = [...new Set(actions.map(({ type }) => type))].filter(
    (type) => type !== 'deny' && type !== 'warn',
  );
  const wanting = configured(notifications).filter((name) => {
    const { severityLevels, categories } = notifications?.[name] ?? {};
    const isMeant: boolean = categories === undefined || categories.some((one) => one === category);
    return isMeant && (severityLevels?.includes(severity) ?? true);
  });
  const named: readonly string[] = actions
    .filter(({ type }) => type === 'notify')
    .flatMap(({ notificationChannels: names }): readonly string[] =>
      names.length === 0 ? configured(notifications) : names,
    );
  const channels = [...new Set<string>([...wanting, ...named])];
  return told.length === 0 && channels.length === 0 ? null : { actions: told, channels };
}
