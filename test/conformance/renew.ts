// `node test/conformance/renew.ts [seed]`: random expressions, in cel-go itself and here. Where
// all agree, a sample of them is recorded for the unit tests. Needs Go.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGoProgram } from '../cluster/go-program.ts';
import { randomExpressions, randomOf } from './expressions.ts';
import type { Environment } from '../../src/cel/environment/environment.ts';
import { randomLanguage } from './language.ts';
import { extended, record, refusals, versions } from './recorded.ts';
import type { Recorded } from './recorded.ts';
import { describeValue, readValue } from './values.ts';
import type { ValueJson } from './values.ts';

interface Answer {
  readonly refused?: string;
  readonly error?: string;
  readonly value?: ValueJson;
  readonly type?: string;
  readonly cost: number;
}

/** Where cel-go panics, or shows a value as Go does, which only this error tells. */
const incomparable = /^internal error|^join: invalid input: /;

const count = 20_000;
/** How many expressions are recorded of each function and kind of outcome. */
const kept = 6;
const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);

const built = await buildGoProgram({
  name: 'writ-cel-go',
  folder: join(import.meta.dirname, 'cel-go'),
  values: {},
});
if ('missing' in built) throw new Error(built.missing);

const recordings: Record<string, readonly Recorded[]> = {};
let disagreements = 0;
console.log(`seed ${seed}`);
for (const [name, version] of Object.entries(versions)) {
  const random = randomOf(seed);
  const source = name === 'language' ? randomLanguage(random) : randomExpressions(random, version);
  const expressions = source.take(count).toArray();
  const rows = ask(built.path, expressions, version);
  const environment = extended(version);
  const agreeing = new Set(rows.filter((row) => agrees(row, environment)));
  const differing = rows.filter((row) => !agreeing.has(row));
  for (const row of differing.toSorted(([a], [b]) => a.length - b.length).slice(0, 20)) {
    console.log(`cel-go ${JSON.stringify(row)}\n  here ${JSON.stringify(record(row[0], environment))}`);
  }
  console.log(`${name}: ${rows.length - differing.length} of ${rows.length} agree`);
  disagreements += differing.length;
  recordings[name] = sample(rows.filter((row) => isPlain(row, environment)));
}
if (disagreements > 0) process.exitCode = 1;
else write();

/** Whether the engine does the same; of several faults cel-go may name another first. */
function agrees(row: Recorded, environment: Environment): boolean {
  const [expression, value] = row;
  if (value === null) return refusals(expression, environment).length > 0;
  return JSON.stringify(record(expression, environment)) === JSON.stringify(row);
}

/** Whether a row tells the one fault of its expression, or its value. */
function isPlain([expression, value, refusal]: Recorded, environment: Environment): boolean {
  const found = value === null ? refusals(expression, environment) : [];
  return value !== null || (found.length === 1 && found[0] === refusal);
}

/** What cel-go makes of expressions. */
function ask(program: string, expressions: readonly string[], version: number): readonly Recorded[] {
  const input = expressions.map((expression) => JSON.stringify({ expression, strings: version })).join('\n');
  const { stdout, status } = spawnSync(program, { input, maxBuffer: 2 ** 30, timeout: 120_000 });
  if (status !== 0) throw new Error(`cel-go ended with ${status}`);
  const lines = stdout.toString().trimEnd().split('\n');
  return lines.flatMap((line, index) => {
    const answer = JSON.parse(line) as Answer;
    return incomparable.test(answer.error ?? '') ? [] : [rowOf(expressions[index] ?? '', answer)];
  });
}

function rowOf(expression: string, { refused, error, value, type = '', cost }: Answer): Recorded {
  if (refused !== undefined) return [expression, null, refused];
  if (error !== undefined) return [expression, `error ${error}`, type, cost];
  return [expression, value === undefined ? '' : describeValue(readValue(value)), type, cost];
}

/** A few short expressions of each function and kind of outcome. */
function sample(rows: readonly Recorded[]): readonly Recorded[] {
  const counts = new Map<string, number>();
  return rows.filter(([expression, value], index) => {
    const [called = ''] = expression.match(/\w+(?=\()/g)?.slice(-1) ?? [];
    const key = `${called} ${value === null ? 'refused' : value.startsWith('error') ? 'error' : 'value'}`;
    const isNew = rows.findIndex(([other]) => other === expression) === index;
    const known = counts.get(key) ?? 0;
    if (expression.length > 140 || known >= kept || !isNew) return false;
    counts.set(key, known + 1);
    return true;
  });
}

function write(): void {
  const parts = Object.entries(recordings).map(
    ([name, rows]) => `  "${name}": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`,
  );
  const path = join(import.meta.dirname, '../../src/cel/cel-go.json');
  writeFileSync(path, `{\n${parts.join(',\n')}\n}\n`);
  console.log(`recorded ${Object.values(recordings).flat().length} expressions`);
}
