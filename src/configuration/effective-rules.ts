import type { Handling } from '../core/finding.ts';
import type { Scope } from '../core/policy.ts';
import type { Answers, Risk, Rule } from '../core/rule.ts';
import type { Severity } from '../core/severity.ts';
import type { CategoryName, Configuration, Enforcement, Override } from './configuration-shape.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { answersNamed, matchesName } from './find-rule.ts';
import { handlingOf } from './handling.ts';
import { reachScope } from './reach-scope.ts';
import type { Reach } from './reach-shape.ts';
import type { ReadConfiguration } from './read-configuration.ts';

/** What a configuration makes of one rule. */
export interface EffectiveRule {
  /** With the severity that it has here. */
  readonly rule: Rule;
  /** Whether it is judged by at all. */
  readonly isOn: boolean;
  /** Whether a violation blocks; else it only warns. */
  readonly blocks: boolean;
  /** Where a rule of the organization's own is at work, besides the kinds that it judges; null: everywhere. */
  readonly scope: Scope | null;
  /** Where its category and its override leave it on; null: everywhere. */
  readonly kept: Scope | null;
  readonly answers: Answers;
  readonly approved: Approved | null;
  /** What becomes of a violation besides being told; null: nothing. */
  readonly handling: Handling | null;
}

/**
 * The largest risk at which a rule's fix is approved beforehand; `none` where somebody said that it is only proposed,
 * null where nobody said anything.
 */
export type Approved = Exclude<Risk, 'person'> | 'none';

/** Which rules are meant, before the configuration is asked. */
export interface Wanted {
  readonly profile: readonly Rule[];
  readonly catalogue: readonly Rule[];
  /** Ids of the rules that are evidence for the frameworks of the compliance list. */
  readonly evidence: ReadonlySet<string>;
}

type Read = Pick<ReadConfiguration, 'configuration' | 'customRules'>;

/** The profile, what the configuration adds to it, and its own rules; one of its own takes the place of its namesake. */
export function listedRules(
  { configuration: { ruleOverrides }, customRules }: Read,
  { profile, catalogue, evidence }: Wanted,
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

/** What a configuration makes of a rule that was called by these names. */
export function effectiveRule(
  { configuration }: Read,
  names: readonly string[],
): (rule: Rule) => EffectiveRule {
  const customs = new Map(configuration.customRules.map((custom) => [custom.id, custom]));
  return (rule) => effective(rule, settingsOf(rule, configuration, customs.get(rule.id)), names);
}

/** Everything that a configuration says of one rule. */
export interface Settings {
  readonly custom: CustomRule | null;
  readonly override: Override | null;
  /** How the override calls it. */
  readonly overridden: readonly string[];
  readonly category: Configuration['categories'][CategoryName] | null;
  readonly global: Configuration['global'];
  readonly notifications: Configuration['notifications'];
  readonly environment: Environment | null;
  readonly categoryName: CategoryName;
}

type Environment = NonNullable<Configuration['organization']>['environment'];

/** Gathers what a configuration says of a rule. */
export function settingsOf(
  rule: Rule,
  configuration: Configuration,
  custom: CustomRule | undefined,
): Settings {
  const { ruleOverrides, categories, global, notifications, organization } = configuration;
  const found = Object.entries(ruleOverrides).find(([name]) =>
    custom === undefined ? matchesName(rule, name) : name === rule.id,
  );
  return {
    custom: custom ?? null,
    override: found?.[1] ?? null,
    overridden: found === undefined ? [] : [found[0]],
    category: categories[rule.category] ?? null,
    global,
    notifications,
    environment: organization?.environment ?? null,
    categoryName: rule.category,
  };
}

function isOn(said: Settings): boolean {
  const { custom, override, category } = said;
  if (category?.enabled === false || override?.enabled === false) return false;
  if (custom?.enabled === false && override?.enabled !== true) return false;
  return enforcementOf(said) !== 'disabled';
}

function effective(original: Rule, said: Settings, names: readonly string[]): EffectiveRule {
  const { custom, override, overridden, category } = said;
  const rule = override?.severity === undefined ? original : withSeverity(original, override.severity);
  const stated = (reaches: readonly (Reach | null | undefined)[]): Scope | null =>
    reachScope(reaches.filter((reach) => reach !== null && reach !== undefined));
  return {
    rule,
    isOn: isOn(said),
    blocks: blocks(said),
    scope: stated([custom]),
    kept: stated([category, override]),
    answers: { ...answersNamed(rule, [...names, ...overridden]), ...asked(rule, override) },
    approved: approvedRisk(said),
    handling: handlingOf(custom, rule, said.notifications),
  };
}

/** An override of a name that means several rules may answer what only one of them asks. */
function asked({ ask }: Rule, override: Override | null): Answers {
  return Object.fromEntries(
    Object.entries(override?.answers ?? {}).filter(([question]) => Object.hasOwn(ask, question)),
  );
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
export function enforcementOf(said: Settings): Enforcement {
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
  if (stated === undefined) return null;
  if (!stated || (custom !== null && onlyProposes(custom))) return 'none';
  return category?.autoFixRisk ?? global.autoFixRisk ?? 'safe';
}

/** A fix of an organization's own is applied only where its action says so, too. */
function onlyProposes({ actions }: CustomRule): boolean {
  return actions.every(({ autoFix }) => !autoFix);
}
