// A page of a rule says why, how and how not: nobody has to ask about a finding.
import { expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';

test('every rule says what it does not look at', () => {
  expect(rules.filter(({ limits }) => limits.length === 0).map(({ id }) => id)).toEqual([]);
});

test('every text about a rule is of whole sentences', () => {
  const broken = rules.flatMap(({ id, why, remedy, limits, check }) =>
    [
      why,
      remedy.advice,
      ...(remedy.caution === null ? [] : [remedy.caution]),
      ...limits,
      ...check.map(({ message }) => message),
    ]
      .filter((text) => !/[.)]$/.test(text) || /\s{2}|\s$/.test(text) || !/^[\p{Lu}`0-9]/u.test(text))
      .map((text) => `${id}: ${text}`),
  );
  expect(broken).toEqual([]);
});

test('no two rules have the same title, and no title ends in a full stop', () => {
  const titles = rules.map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index || title.endsWith('.'))).toEqual([]);
});
