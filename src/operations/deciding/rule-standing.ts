import { unanswered } from '../../ask/bind.ts';
import { effectiveRule, type EffectiveRule } from '../../configuration/effective-rules.ts';
import { whyRule, type RuleDecision } from '../../configuration/why-rule.ts';
import type { Answers, Rule } from '../../core/rule.ts';
import { profiles, type ProfileName } from '../../rules/profiles.ts';
import { catalogue, everyRule } from './catalogue.ts';
import { decide, profileOf, type OpenedConfiguration } from './open-configuration.ts';

/** How a rule stands: whether it is judged by here, how strictly, and by which setting. */
export interface Standing {
  /** With the severity that it has here. */
  readonly rule: Rule;
  readonly enabled: boolean;
  /** Why it is on or off, as a clause. */
  readonly why: string;
  /** Whether a setting says so, not only the profile. */
  readonly decided: boolean;
  readonly enforcement: 'strict' | 'advisory' | 'disabled';
  /** Why it is enforced so, as a clause. */
  readonly enforcedBy: string;
  /** Whether a violation blocks. */
  readonly blocks: boolean;
  /** The largest risk at which its repair is approved beforehand; null: none is. */
  readonly approved: 'safe' | 'low' | 'medium' | 'high' | null;
  readonly approvedBy: string | null;
  /** What must be answered before it judges; null: nothing. */
  readonly question: string | null;
  /** Who looks after it. */
  readonly owner: string;
  readonly source: 'catalogue' | 'configuration';
}

const writ = 'Writ';

/** How every rule stands under a configuration, those of its own last; null: under none. */
export function standings(
  opened: OpenedConfiguration | null,
  profile: ProfileName | null,
): readonly Standing[] {
  return opened === null ? ofProfile(profile ?? 'default') : ofConfiguration(opened, profile);
}

function ofProfile(profile: ProfileName): readonly Standing[] {
  const isOn = membership(profile);
  return everyRule().map((rule) => ({
    rule,
    enabled: isOn(rule),
    why: whyOfProfile(rule, profile, isOn(rule)),
    decided: false,
    enforcement: 'strict',
    enforcedBy: 'nothing says otherwise',
    blocks: true,
    approved: null,
    approvedBy: null,
    question: questionOf(rule, {}),
    owner: writ,
    source: 'catalogue',
  }));
}

function ofConfiguration(opened: OpenedConfiguration, profile: ProfileName | null): readonly Standing[] {
  const selection = { rules: [], profile, category: [], severity: null };
  const judged = new Set(decide(opened, selection).rules.map(({ rule }) => rule.id));
  const [effective, why] = [effectiveRule(opened, []), whyRule(opened)];
  const name = profileOf(opened, profile);
  const isIn = membership(name);
  const customs = new Set(opened.customRules);
  const ownIds = new Set(opened.customRules.map(({ id }) => id));
  const rules = [...everyRule().filter(({ id }) => !ownIds.has(id)), ...opened.customRules];
  return rules.map((rule) => {
    const told = effective(rule);
    const decision = why(rule);
    const enabled = judged.has(rule.id);
    const { enforcement, autoFix, owner } = decision;
    return {
      rule: told.rule,
      enabled,
      why: whyOf({ rule, enabled, decision, profile: name, isIn: isIn(rule) }),
      decided: decision.off !== null || decision.on !== null,
      enforcement: enforcement.value,
      enforcedBy: enforcement.setting,
      blocks: told.blocks,
      approved: approvedOf(told),
      approvedBy: autoFix,
      question: questionOf(rule, told.answers),
      owner: owner ?? (customs.has(rule) ? (opened.configuration.organization?.name ?? 'nobody') : writ),
      source: customs.has(rule) ? 'configuration' : 'catalogue',
    };
  });
}

function approvedOf({ approved }: EffectiveRule): Standing['approved'] {
  return approved === 'none' ? null : approved;
}

function membership(profile: ProfileName): (rule: Rule) => boolean {
  const members = new Set(profiles[profile].rules);
  const judgeable = new Set(catalogue());
  return (rule) => judgeable.has(rule) && members.has(rule.id);
}

function questionOf(rule: Rule, answers: Answers): string | null {
  const [key] = unanswered(rule, answers);
  return key === undefined ? null : (rule.ask[key]?.prompt ?? null);
}

interface Asked {
  readonly rule: Rule;
  readonly enabled: boolean;
  readonly decision: RuleDecision;
  readonly profile: ProfileName;
  readonly isIn: boolean;
}

function whyOf({ rule, enabled, decision: { off, on }, profile, isIn }: Asked): string {
  if (!enabled) return off === null ? whyOfProfile(rule, profile, false) : `${off} switches it off`;
  if (on !== null) return `${on} switches it on`;
  return isIn ? whyOfProfile(rule, profile, true) : 'it is evidence for organization.compliance';
}

function whyOfProfile(rule: Rule, profile: ProfileName, isIn: boolean): string {
  if (!isIn && rule.judgedBy === 'scan') return 'it is at work where results of scans are given';
  if (!isIn) return `the profile ${profile} leaves it out`;
  const { because } = profiles[profile];
  const reason = Object.hasOwn(because, rule.id) ? because[rule.id] : undefined;
  return `the profile ${profile} has it${reason === undefined ? '' : `: ${reason}`}`;
}
