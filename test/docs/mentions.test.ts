// Whatever a page says of the command line exists: commands, flags, and what they take.
import { expect, test } from 'vitest';
import { formatNames } from '../../src/formats/index.ts';
import { operations, type Listed } from '../../src/operations/gen/manifest.ts';
import { kebab } from '../../src/surfaces/cli/flags.ts';
import { blocksOf } from './blocks.ts';
import { written } from './pages.ts';

const everywhere = ['format', 'output', 'quiet', 'help'];
const others = ['help', 'completion'];

// What comes next does not work yet.
const told = written.filter(({ path }) => !/^docs\/(roadmap|decisions)/.test(path));

test.each(told)('$path mentions commands and flags that exist', ({ text }) => {
  expect(mentionsIn(text).flatMap(problemsOf)).toEqual([]);
});

test('a command and a flag that do not exist are noticed', () => {
  expect(problemsOf('writ chek deploy')).toEqual(['writ chek deploy: no such command']);
  expect(problemsOf('writ check deploy --profle baseline')).toEqual([
    'writ check deploy --profle baseline: no --profle',
  ]);
  expect(problemsOf('writ check deploy --profile basic')).toEqual([
    'writ check deploy --profile basic: --profile does not take basic',
  ]);
});

/** `writ …` in code within lines, and in lines of blocks; one that ends in a backslash goes on in the next. */
function mentionsIn(text: string): readonly string[] {
  const spans = [...text.matchAll(/(?<!`)`(writ [^`\n]+)`(?!`)/g)].map(([, span = '']) => span);
  const lines = blocksOf(text).flatMap(({ lines: inside }) =>
    inside
      .join('\n')
      .replaceAll(/\\\n\s*/g, '')
      .split('\n'),
  );
  const run = lines.flatMap(
    (line) => /(?:^|[ (])(?:\$|npx|run:|-) (?:npx )?(writ .*)$/.exec(line)?.[1] ?? [],
  );
  return [...spans, ...run];
}

function problemsOf(mention: string): readonly string[] {
  const [line = ''] = mention.split(/ [|>&#] | {2}|…/);
  const words = line.trim().split(' ').slice(1);
  const [first = '', second = ''] = words;
  if (others.includes(first) || first.startsWith('-') || first === '') return [];
  const listed = operations.find(({ name }) => name === first || name === `${first} ${second}`);
  if (listed === undefined) return isGroup(first, second) ? [] : [`${mention}: no such command`];
  return words.flatMap((word, index) => {
    const problem = word.startsWith('--') ? flagProblem(listed, word.slice(2), words[index + 1] ?? '') : null;
    return problem === null ? [] : [`${mention}: ${problem}`];
  });
}

/** `writ exception` and `writ config …`: a group, named without one of its commands. */
function isGroup(first: string, second: string): boolean {
  const isFlagOrNothing = second === '' || second.startsWith('-');
  return isFlagOrNothing && operations.some(({ name }) => name.startsWith(`${first} `));
}

function flagProblem({ parameters }: Listed, flag: string, value: string): string | null {
  if (flag === 'format') {
    const [name = ''] = value.split('=');
    return name === '' || [...formatNames, 'yaml'].includes(name) ? null : `no format ${name}`;
  }
  if (everywhere.includes(flag)) return null;
  const [, parameter] = Object.entries(parameters).find(([name]) => kebab(name) === flag) ?? [];
  if (parameter === undefined) return `no --${flag}`;
  const choices = 'choices' in parameter ? parameter.choices : undefined;
  const wrong = value.split(',').find((one) => choices?.includes(one) === false);
  return wrong === undefined || !/^[\w,-]+$/.test(value) ? null : `--${flag} does not take ${wrong}`;
}
