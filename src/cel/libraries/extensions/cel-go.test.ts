import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeValue } from '../../../../test/conformance/values.ts';
import { check } from '../../check/check.ts';
import { formatType } from '../../check/format-type.ts';
import { compile } from '../../compile/compile.ts';
import { Frame } from '../../compile/frame.ts';
import { buildEnvironment } from '../../environment/build.ts';
import { parse } from '../../parse/parse.ts';
import { optional } from '../optional.ts';
import { standard } from '../standard/standard.ts';
import { bindings } from './bindings.ts';
import { comprehensions } from './comprehensions.ts';
import { encoders } from './encoders.ts';
import { lists } from './lists.ts';
import { math } from './math.ts';
import { regex } from './regex.ts';
import { sets } from './sets.ts';
import { strings } from './strings.ts';

/** What cel-go 0.26 makes of an expression: its value, type and cost; or null, and why it is refused. */
type Recorded =
  | readonly [expression: string, value: string, type: string, cost: number]
  | readonly [expression: string, value: null, refusal: string];

/** Random calls of every function, with the API server's costs, and the strings of either version. */
const recorded = JSON.parse(readFileSync(new URL('cel-go.json', import.meta.url), 'utf8')) as Readonly<
  Record<'kubernetes' | 'specification', readonly Recorded[]>
>;

const others = [standard, optional, math(), lists(), sets, encoders, bindings, comprehensions, regex];

describe.each([
  { name: 'kubernetes', version: 2 },
  { name: 'specification', version: 4 },
] as const)('in the environment of $name', ({ name, version }) => {
  const environment = buildEnvironment({
    name,
    libraries: () => [...others, strings(version)],
    demands: { literals: name === 'kubernetes' },
  });

  test.each(recorded[name].map((row) => ({ expression: row[0], row })))('$expression', ({ row }) => {
    const [expression, value] = row;
    const { tree, problems } = parse(expression);
    const checked = check(tree, environment);
    const refusal = [...problems, ...checked.problems].find(({ severity }) => severity === 'error');
    if (value === null) {
      expect(refusal?.message.replace(/; did you mean .*/, '')).toBe(row[2]);
      return;
    }
    expect(refusal).toBeUndefined();
    expect(formatType(checked.type)).toBe(row[2]);
    const program = compile(tree, environment, { form: 'cost', types: checked.types });
    const frame = new Frame(environment, {});
    expect(describeValue(program.evaluate(frame))).toBe(value);
    expect(frame.spent).toBe(row[3]);
    const uncounted = compile(tree, environment, { form: 'budget' });
    expect(describeValue(uncounted.evaluate(new Frame(environment, {})))).toBe(value);
  });
});
