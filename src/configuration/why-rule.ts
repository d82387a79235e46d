import type { Rule } from '../core/rule.ts';
import type { Enforcement } from './configuration-shape.ts';
import { enforcementOf, settingsOf, type Settings } from './effective-rules.ts';
import { rulesNamed } from './find-rule.ts';
import type { ReadConfiguration } from './read-configuration.ts';

/** Something that was decided, and the setting that decided it, such as `ruleOverrides["sec-002"].enabled`. */
export interface Because<T> {
  readonly value: T;
  readonly setting: string;
}

/** What a configuration decides about one rule, and by which of its settings. */
export interface RuleDecision {
  readonly enforcement: Because<Enforcement>;
  /** The setting that switches it off; null where none does. */
  readonly off: string | null;
  /** The setting that switches it on whatever the profile has; null where none does. */
  readonly on: string | null;
  /** The setting that gives it another severity; null where none does. */
  readonly severity: string | null;
  /** The setting that approves its repair beforehand, or denies that; null where none does. */
  readonly autoFix: string | null;
  /** Who looks after it: its own `metadata`, else the organization; null for a rule of the catalogue. */
  readonly owner: string | null;
}

type Read = Pick<ReadConfiguration, 'configuration' | 'customRules'>;

/** Tells which settings of a configuration decide about a rule. */
export function whyRule(read: Read): (rule: Rule) => RuleDecision {
  const { configuration, customRules } = read;
  const customs = new Map(configuration.customRules.map((custom) => [custom.id, custom]));
  return (rule) => {
    const own = customRules.includes(rule) || customs.has(rule.id);
    const said = settingsOf(rule, configuration, own ? customs.get(rule.id) : undefined);
    const namesake = own ? undefined : customRules.find(({ id }) => rulesNamed(id, [rule]).length > 0);
    const enforcement = enforcementWhy(said);
    return {
      enforcement,
      off:
        namesake === undefined
          ? offWhy(said, enforcement)
          : `customRules["${namesake.id}"], which takes its place`,
      on: onWhy(said),
      severity: said.override?.severity === undefined ? null : `${overrideOf(said)}.severity`,
      autoFix: autoFixWhy(said),
      owner: said.custom === null ? null : ownerOf(said, configuration.organization?.name ?? null),
    };
  };
}

function overrideOf({ overridden }: Settings): string {
  return `ruleOverrides["${overridden[0] ?? ''}"]`;
}

function customOf({ custom }: Settings): string {
  return `customRules["${custom?.id ?? ''}"]`;
}

function enforcementWhy(said: Settings): Because<Enforcement> {
  const { override, custom, category, global, categoryName } = said;
  const stated: readonly (readonly [Enforcement | undefined, string])[] = [
    [override?.enforcement, `${overrideOf(said)}.enforcement`],
    [custom?.enforcement, `${customOf(said)}.enforcement`],
    [category?.enforcement, `categories.${categoryName}.enforcement`],
    [global.enforcement, 'global.enforcement'],
  ];
  const found = stated.find(([value]) => value !== undefined);
  const value = enforcementOf(said);
  return { value, setting: found?.[1] ?? `organization.environment (${said.environment ?? 'none'})` };
}

function offWhy(said: Settings, { value, setting }: Because<Enforcement>): string | null {
  const { custom, override, category, categoryName } = said;
  if (category?.enabled === false) return `categories.${categoryName}.enabled`;
  if (override?.enabled === false) return `${overrideOf(said)}.enabled`;
  if (custom?.enabled === false && override?.enabled !== true) return `${customOf(said)}.enabled`;
  return value === 'disabled' ? setting : null;
}

function onWhy(said: Settings): string | null {
  if (said.override?.enabled === true) return `${overrideOf(said)}.enabled`;
  return said.custom === null ? null : customOf(said);
}

function autoFixWhy(said: Settings): string | null {
  const { override, category, global, categoryName } = said;
  if (override?.autoFix !== undefined) return `${overrideOf(said)}.autoFix`;
  if (category?.autoFix !== undefined) return `categories.${categoryName}.autoFix`;
  return global.autoFix === undefined ? null : 'global.autoFix';
}

function ownerOf({ custom }: Settings, organization: string | null): string | null {
  const stated = [custom?.metadata['owner'], custom?.metadata['team']].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  return typeof stated === 'string' ? stated : organization;
}
