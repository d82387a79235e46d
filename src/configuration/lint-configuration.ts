import { child } from '../core/json.ts';
import type { Rule } from '../core/rule.ts';
import { categoryNames } from './words.ts';
import type { Configuration } from './configuration-shape.ts';
import { rulesNamed } from './find-rule.ts';
import { lintActions } from './lint-actions.ts';
import type { Known } from './read-configuration.ts';
import type { Remark } from './remark.ts';

/** What of a configuration has no effect, or one that was hardly meant. */
export function lintConfiguration(
  configuration: Configuration,
  known: Known,
  customRules: readonly Rule[],
): readonly Remark[] {
  return [
    ...unreachableOverrides(configuration, [...known.rules, ...customRules]),
    ...unreachableCustomRules(configuration),
    ...replaced(configuration, known),
    ...nothingAssessable(configuration, known),
    ...everythingOff(configuration),
    ...lintActions(configuration, customRules),
  ];
}

function unreachableOverrides(
  { ruleOverrides, categories }: Configuration,
  rules: readonly Rule[],
): readonly Remark[] {
  return Object.entries(ruleOverrides).flatMap(([name, override]): readonly Remark[] => {
    const pointer = child('/ruleOverrides', name);
    const [rule] = rulesNamed(name, rules);
    const off = rule !== undefined && categories[rule.category]?.enabled === false;
    if (off)
      return [
        { pointer, message: `this changes nothing: the category \`${rule.category}\` is switched off` },
      ];
    const isOff = override.enabled === false || override.enforcement === 'disabled';
    const others = Object.entries(override).filter(
      ([key, value]) =>
        key !== 'enabled' && key !== 'enforcement' && value !== undefined && hasContent(value),
    );
    if (isOff && others.length > 0)
      return [
        { pointer, message: `\`${others[0]?.[0] ?? ''}\` changes nothing: the rule is switched off here` },
      ];
    return hasContent(override) ? [] : [{ pointer, message: 'this says nothing' }];
  });
}

function hasContent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).some((part) => part !== undefined && hasContent(part));
}

function unreachableCustomRules({ customRules, categories }: Configuration): readonly Remark[] {
  return customRules.flatMap(({ id, category, enabled }, index) =>
    enabled && categories[category]?.enabled === false
      ? [
          {
            pointer: `/customRules/${index}` as const,
            message: `\`${id}\` is never judged by: its category \`${category}\` is switched off`,
          },
        ]
      : [],
  );
}

function replaced({ customRules }: Configuration, { rules }: Known): readonly Remark[] {
  return customRules.flatMap(({ id }, index) => {
    const names = rulesNamed(id, rules).map((rule) => `\`${rule.id}\``);
    return names.length === 0
      ? []
      : [
          {
            pointer: `/customRules/${index}/id` as const,
            message: `it takes the place of ${names.join(' and ')}`,
          },
        ];
  });
}

function nothingAssessable({ organization }: Configuration, { evidence }: Known): readonly Remark[] {
  return (organization?.compliance ?? []).flatMap((name, index) => {
    const message = `nothing in ${name} is assessable from manifests: it selects no rule`;
    return evidence.of(name)?.length === 0
      ? [{ pointer: `/organization/compliance/${index}` as const, message }]
      : [];
  });
}

function everythingOff({ categories }: Configuration): readonly Remark[] {
  const isOff = categoryNames.every((name) => categories[name]?.enabled === false);
  return isOff
    ? [{ pointer: '/categories', message: 'every category is switched off: nothing is judged' }]
    : [];
}
