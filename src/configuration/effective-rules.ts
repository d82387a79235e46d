import type { Scope } from '../core/policy.ts';
import type { Answers, Risk, Rule } from '../core/rule.ts';
import type { Severity } from '../core/severity.ts';
import type { CategoryName, Configuration, Enforcement, Override } from './configuration-shape.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { matchesName } from './find-rule.ts';
import { reachScope } from './reach-scope.ts';
import type { ReadConfiguration } from './read-configuration.ts';

/** What a configuration makes of one rule. */
export interface EffectiveRule {
  /** With the severity that it has here. */
  readonly rule: Rule;
  /** Whether a violation blocks; else it only warns. */
  readonly blocks: boolean;
  /** Where it is at work, besides the kinds that it judges; null: everywhere. */
  readonly scope: Scope | null;
  readonly answers: Answers;
  /** The largest risk at which its fix is approved beforehand; null: it is only proposed. */
  readonly approved: Exclude<Risk, 'person'> | null;
}

/** Which rules are meant, before the configuration is asked. */
export interface Wanted {
  /** By name, on the command line: that goes before what the configuration switches off. */
  readonly named: readonly Rule[];
  /** By the profile; null where only names were given. */
  readonly profile: readonly Rule[] | null;
  readonly catalogue: readonly Rule[];
  /** Ids of the rules that are evidence for the frameworks of the compliance list. */
  readonly evidence: ReadonlySet<string>;
}

/** The rules to judge by, and what the configuration makes of each. */
export function effectiveRules(
  { configuration, customRules }: Pick<ReadConfiguration, 'configuration' | 'customRules'>,
  wanted: Wanted,
): readonly EffectiveRule[] {
  const customs = new Map(configuration.customRules.map((custom) => [custom.id, custom]));
  const settings = (rule: Rule): Settings => settingsOf(rule, configuration, customs.get(rule.id));
  const named = new Set(wanted.named);
  const listed = wanted.profile === null ? [] : chosen(wanted, configuration, customRules);
  const all = [...new Set([...wanted.named, ...listed])];
  return all
    .map((rule) => ({ rule, said: settings(rule) }))
    .filter(({ rule, said }) => named.has(rule) || isOn(said))
    .map(({ rule, said }) => effective(rule, said));
}

/** The profile, what the configuration adds to it, and its own rules; one of its own takes the place of its namesake. */
function chosen(
  { profile, catalogue, evidence }: Wanted,
  { ruleOverrides }: Configuration,
  customRules: readonly Rule[],
): readonly Rule[] {
  const members = new Set(profile);
  const switchedOn = Object.entries(ruleOverrides).filter(([, { enabled }]) => enabled === true);
  const kept = catalogue.filter(
    (rule) =>
      (members.has(rule) || evidence.has(rule.id) || switchedOn.some(([name]) => matchesName(rule, name))) &&
      !customRules.some(({ id }) => matchesName(rule, id)),
  );
  return [...kept, ...customRules];
}

/** Everything that a configuration says of one rule. */
interface Settings {
  readonly custom: CustomRule | null;
  readonly override: Override | null;
  readonly category: Configuration['categories'][CategoryName] | null;
  readonly global: Configuration['global'];
  readonly environment: Environment | null;
  readonly categoryName: CategoryName;
}

type Environment = NonNullable<Configuration['organization']>['environment'];

function settingsOf(rule: Rule, configuration: Configuration, custom: CustomRule | undefined): Settings {
  const { ruleOverrides, categories, global, organization } = configuration;
  const found = Object.entries(ruleOverrides).find(([name]) =>
    custom === undefined ? matchesName(rule, name) : name === rule.id,
  );
  return {
    custom: custom ?? null,
    override: found?.[1] ?? null,
    category: categories[rule.category] ?? null,
    global,
    environment: organization?.environment ?? null,
    categoryName: rule.category,
  };
}

function isOn({ custom, override, category, ...rest }: Settings): boolean {
  if (category?.enabled === false || override?.enabled === false) return false;
  if (custom?.enabled === false && override?.enabled !== true) return false;
  return enforcementOf({ custom, override, category, ...rest }) !== 'disabled';
}

function effective(rule: Rule, said: Settings): EffectiveRule {
  const { custom, override, category } = said;
  const reaches = [category, custom, override].filter((reach) => reach !== null && reach !== undefined);
  return {
    rule: override?.severity === undefined ? rule : withSeverity(rule, override.severity),
    blocks: blocks(said),
    scope: reachScope(reaches),
    answers: override?.answers ?? {},
    approved: approvedRisk(said),
  };
}

/** A copy that leaves unmade what the rule has not made yet: its examples. */
function withSeverity(rule: Rule, severity: Severity): Rule {
  const parts = {
    ...Object.getOwnPropertyDescriptors(rule),
    severity: { value: severity, enumerable: true },
  };
  return Object.defineProperties({}, parts) as Rule;
}

/** The most special of what is said: the rule's own, its category's, the global one, the environment's. */
function enforcementOf(said: Settings): Enforcement {
  const { override, custom, category, global } = said;
  return (
    override?.enforcement ?? custom?.enforcement ?? category?.enforcement ?? global.enforcement ?? usual(said)
  );
}

/** Development is only told; staging is held up by what endangers or is owed, and told the rest. */
function usual({ environment, categoryName }: Settings): Enforcement {
  if (environment === 'development') return 'advisory';
  const isGrave = categoryName === 'security' || categoryName === 'compliance';
  return environment === 'staging' && !isGrave ? 'advisory' : 'strict';
}

/** Advisory never blocks. Strict lets deny block, and where it is said of the rule itself, warn, too. */
function blocks(said: Settings): boolean {
  const { custom, override } = said;
  if (enforcementOf(said) === 'advisory') return false;
  if (custom === null || custom.actions.some(({ type }) => type === 'deny')) return true;
  return (
    (override?.enforcement ?? custom.enforcement) === 'strict' &&
    custom.actions.some(({ type }) => type === 'warn')
  );
}

function approvedRisk(said: Settings): EffectiveRule['approved'] {
  const { custom, override, category, global } = said;
  const stated = [override, category, global].map((part) => part?.autoFix).find((one) => one !== undefined);
  if (stated !== true || (custom !== null && onlyProposes(custom))) return null;
  return category?.autoFixRisk ?? global.autoFixRisk ?? 'safe';
}

/** A fix of an organization's own is applied only where its action says so, too. */
function onlyProposes({ actions }: CustomRule): boolean {
  return actions.every(({ autoFix }) => !autoFix);
}
