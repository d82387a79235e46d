// What `writ explain` says of the policies of both of Kyverno's suites and of the catalogue.
import { describe, expect, test } from 'vitest';
import { bind, unanswered } from '../../src/ask/bind.ts';
import { createSetJudge } from '../../src/check/set-judge.ts';
import { offlineFacts } from '../../src/check/offline-facts.ts';
import { requestOf } from '../../src/check/request-of.ts';
import type { Policy, PolicySet, Request } from '../../src/core/policy.ts';
import { isPolicy } from '../../src/dialects/read-policies.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { withoutTemplate } from '../../src/explain/reading/fold-templates.ts';
import { wildcardOf } from '../../src/explain/reading/wildcard-of.ts';
import { rules } from '../../src/rules/index.ts';
import { mentionedBy } from './literals.ts';
import { explained, filesBelow, kinds, suites, textOf } from './policies.ts';

const files = suites.flatMap(filesBelow);

// What makes a regular expression of a text with wildcards, where that text is said.
const ofWildcards: ReadonlySet<string> = new Set([
  '[*?]',
  '*',
  '?',
  '(?s)^\\Q',
  '\\E.*\\Q',
  '\\E.\\Q',
  '\\E$',
]);

/** Values and paths of a policy's validations that no sentence of theirs holds. */
function missingIn(policy: Policy, texts: ReadonlyMap<string, string>): readonly string[] {
  return policy.validations.flatMap((validation) => {
    const text = texts.get(validation.id) ?? '';
    const { values: all, paths } = mentionedBy(validation, policy);
    const values = all.flatMap((value) => (ofWildcards.has(value) ? [] : [wildcardOf(value) ?? value]));
    return [
      ...values.filter(
        (value) => !text.includes(value) && !text.includes(JSON.stringify(value).slice(1, -1)),
      ),
      ...paths.filter((path) => !text.includes(path) && !text.includes(withoutTemplate(path))),
    ];
  });
}

/** The sentences of a policy by validation, each with those about the variables that it reads by name. */
function sentencesOf(policy: Policy): ReadonlyMap<string, string> {
  const set = { policies: [policy], bindings: [], exceptions: [], refused: [] };
  const found = explained(set).find((one) => one.policy === policy.id);
  const notes = found?.notes.filter(({ from }) => from.startsWith('variables')).map(textOf) ?? [];
  return new Map(
    found?.demands.map(({ validation, sentence }) => [validation, [textOf(sentence), ...notes].join('\n')]) ??
      [],
  );
}

/** What is said of a policy, without its name and without what whoever breaks it is told. */
function bare({ summary, appliesTo, demands, changes, atWork, letsThrough, notes }: Explanation): string {
  const sentences = [
    ...appliesTo,
    ...demands.map(({ sentence }) => sentence),
    ...changes,
    ...atWork,
    ...letsThrough,
    ...notes,
  ];
  return [summary.replace(/: ".*"$/s, ''), ...sentences.map(textOf)].join('\n');
}

const facts = offlineFacts(0n);

/** What a policy, with what autogen made of it, says of each request. */
function verdictsOf(set: PolicySet, id: string, requests: readonly Request[]): readonly string[] {
  const isOf = ({ id: own, about }: Policy): boolean => own === id || about.variantOf === id;
  const judge = createSetJudge({ ...set, policies: set.policies.filter(isOf) });
  return requests.map((request) => {
    const { verdicts, object } = judge.judge(request, facts);
    const results = verdicts.map(({ outcome: { result } }) => (result === 'error' ? 'fail' : result));
    return `${results.join(' ')} ${object === request.object ? '' : JSON.stringify(object)}`;
  });
}

describe.skipIf(suites.length < 2)('of the policies of both suites', () => {
  test('every path and every value of a validation is in its sentences', () => {
    const missing = files.flatMap(({ set }) =>
      set.policies.flatMap((policy) =>
        missingIn(policy, sentencesOf(policy)).map((text) => `${policy.id}: ${text}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('policies that judge objects differently never share a text', () => {
    const objects = files.flatMap(({ resources }) => resources).filter((one) => !isPolicy(one));
    const requests = [
      ...new Map(objects.map((one) => [JSON.stringify(one), requestOf(one, kinds)])).values(),
    ];
    const explanations = files.flatMap(({ set }) => explained(set).map((one) => ({ set, one })));
    const alike = [...Map.groupBy(explanations, ({ one }) => bare(one)).values()].filter(
      ({ length }) => length > 1,
    );
    const different = alike.filter(
      (group) =>
        new Set(group.map(({ set, one }) => JSON.stringify(verdictsOf(set, one.policy, requests)))).size > 1,
    );
    expect(different.map((group) => group.map(({ one }) => one.policy))).toEqual([]);
    expect(alike.length).toBeGreaterThan(0);
  });

  test('all are explained, and none by an expression that could not be said', () => {
    const all = files.flatMap(({ set }) => explained(set));
    expect(all.length).toBeGreaterThan(100);
    const odd = all.flatMap(({ policy, demands }) =>
      demands
        .filter(({ sentence }) => /`[^`]*\b(?:object\.|variables\.|has\()[^`]*`/.test(textOf(sentence)))
        .map(() => policy),
    );
    expect(odd).toEqual([]);
  });
});

// Which template a path leads through is said once, in a note; which version of Kubernetes is meant is settled.
const settled = /^(?:kind|Pod|CronJob|spec|2\d|3\d)$/;

// `c.name in []` names the place of a finding and demands nothing of it.
const places: ReadonlySet<string> = new Set(['secret-literal-in-env: name', 'embedded-credential: name']);

// Without its answer one of its checks is settled, and demands nothing.
const unasked = 'qos-class-too-low';

describe('of the catalogue', () => {
  test('every path and every value of a check is in its sentences', () => {
    const missing = Object.values(rules)
      .filter((rule) => unanswered(rule, {}).length === 0 && rule.id !== unasked)
      .flatMap((rule) => {
        const policy = bind(rule, {}, { minor: 36 });
        return missingIn(policy, sentencesOf(policy))
          .filter((text) => !settled.test(text))
          .map((text) => `${rule.id}: ${text}`)
          .filter((text) => !places.has(text));
      });
    expect(missing).toEqual([]);
  });
});
