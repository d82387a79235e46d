import { child, type JsonPointer } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Question, Rule } from '../core/rule.ts';
import { controlProblems } from '../frameworks/framework-file.ts';
import type { Configuration, Override } from './configuration-shape.ts';
import { noSuchRule, rulesNamed } from './find-rule.ts';
import type { Known } from './read-configuration.ts';
import type { Remark } from './remark.ts';

/** What is wrong with a configuration that has the shape: names of what does not exist, and what is said twice. */
export function checkConfiguration(configuration: Configuration, known: Known): readonly Remark[] {
  const customs = new Set(configuration.customRules.map(({ id }) => id));
  const isRule = (name: string): boolean => customs.has(name) || rulesNamed(name, known.rules).length > 0;
  const strange = (name: string, pointer: JsonPointer): readonly Remark[] =>
    isRule(name) ? [] : [{ pointer, message: noSuchRule(name, known.rules) }];
  return [
    ...overrideProblems(configuration, known, strange),
    ...configuration.exemptions.flatMap(({ ruleIds }, index) =>
      ruleIds.flatMap((name, at) => strange(name, `/exemptions/${index}/ruleIds/${at}`)),
    ),
    ...frameworkProblems(configuration, strange),
    ...complianceProblems(configuration, known),
  ];
}

type Strange = (name: string, pointer: JsonPointer) => readonly Remark[];

function overrideProblems(
  { ruleOverrides, customRules }: Configuration,
  { rules }: Known,
  strange: Strange,
): readonly Remark[] {
  const seen = new Map<string, string>();
  return Object.entries(ruleOverrides).flatMap(([name, override]): readonly Remark[] => {
    const pointer = child('/ruleOverrides', name);
    const isCustom = customRules.some(({ id }) => id === name);
    const meant = isCustom ? [] : rulesNamed(name, rules);
    const twice = meant.find(({ id }) => seen.has(id));
    for (const { id } of meant) seen.set(id, name);
    if (twice !== undefined)
      return [
        { pointer, message: `\`${seen.get(twice.id) ?? ''}\` and another entry both mean \`${twice.id}\`` },
      ];
    return [...strange(name, pointer), ...answerProblems(override, meant, child(pointer, 'answers'))];
  });
}

function answerProblems(
  { answers }: Override,
  rules: readonly Rule[],
  pointer: JsonPointer,
): readonly Remark[] {
  // A name may mean several rules: one of them asks.
  const questions = new Map(rules.flatMap(({ ask }) => Object.entries(ask)));
  return Object.entries(answers).flatMap(([key, answer]): readonly Remark[] => {
    const question = questions.get(key);
    if (question === undefined) {
      const near = nearest(key, [...questions.keys()]);
      const meant = near === null ? '' : `; did you mean \`${near}\`?`;
      return [{ pointer: child(pointer, key), message: `the rule has no question \`${key}\`${meant}` }];
    }
    return fits(question, answer)
      ? []
      : [{ pointer: child(pointer, key), message: `\`${key}\` must be ${answerTypes[question.type]}` }];
  });
}

const answerTypes: Readonly<Record<Question['type'], string>> = {
  text: 'text',
  flag: 'true or false',
  number: 'a number',
  list: 'a list of texts',
};

function fits({ type }: Question, answer: Override['answers'][string]): boolean {
  if (type === 'list') return Array.isArray(answer);
  return typeof answer === { text: 'string', flag: 'boolean', number: 'number' }[type];
}

function frameworkProblems({ frameworks }: Configuration, strange: Strange): readonly Remark[] {
  const ids = frameworks.map(({ id }) => id);
  return frameworks.flatMap((framework, index): readonly Remark[] => {
    const at: JsonPointer = `/frameworks/${index}`;
    const twice = { pointer: child(at, 'id'), message: `there are two frameworks \`${framework.id}\`` };
    const unknown = (name: string): string | null => strange(name, at)[0]?.message ?? null;
    return [
      ...(ids.indexOf(framework.id) < index ? [twice] : []),
      ...controlProblems(framework, unknown, at),
    ];
  });
}

function complianceProblems(
  { organization, frameworks }: Configuration,
  { evidence }: Known,
): readonly Remark[] {
  return (organization?.compliance ?? []).flatMap((name, index) => {
    if (frameworks.some(({ id }) => id === name) || evidence.of(name) !== null) return [];
    const near = nearest(name.toLowerCase(), [...evidence.names, ...frameworks.map(({ id }) => id)]);
    const meant =
      near === null ? `; choose among ${evidence.names.join(', ')}` : `; did you mean \`${near}\`?`;
    return [
      {
        pointer: `/organization/compliance/${index}` as const,
        message: `there is no framework \`${name.slice(0, 60)}\`${meant}`,
      },
    ];
  });
}
