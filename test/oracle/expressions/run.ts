// Expressions on objects, ours against the API server's own environment: value, type, error or not, and cost.
import { kubernetes } from '../../../src/cel/environment/kubernetes.ts';
import type { JsonValue } from '../../../src/core/json.ts';
import { canonicalQuantity, parseQuantity } from '../../../src/schema/defaults/quantity.ts';
import { buildGoProgram } from '../../cluster/go-program.ts';
import { pick, type Random } from './arguments.ts';
import { ask, type Answer, type Question } from './ask.ts';
import { catalogue, damaged, kyverno, mutantsOf, type Real } from './corpus.ts';
import { describeTheirs } from './describe.ts';
import { generatedCalls, generatedObject } from './generate.ts';
import { ourAnswer, type OurAnswer } from './our-answer.ts';

/** A question and where it comes from. */
export interface Pair {
  readonly from: 'call' | 'catalogue' | 'kyverno' | 'mutant';
  readonly expression: string;
  readonly object: JsonValue;
  /** Of a call, the function and the overload that it was made for. */
  readonly function?: string;
  readonly overload?: string;
}

/** Questions that cover every overload, real expressions and their mutants. */
export async function pairs(random: Random): Promise<readonly Pair[]> {
  const calls = Array.from(generatedCalls(kubernetes(36), 80, random), (call): Pair => ({
    from: 'call',
    object: generatedObject,
    ...call,
  }));
  const own = catalogue();
  const objects = own.flatMap((real) => real.objects);
  const others = await kyverno(objects);
  const some = (from: Pair['from'], real: readonly Real[], count: number): readonly Pair[] =>
    Array.from({ length: real.length === 0 ? 0 : count }, (_, index) => {
      const { expression, objects: candidates } = real[index % real.length] as Real;
      return { from, expression, object: maybeDamaged(pick(random, candidates), random) };
    });
  const mutant = mutantsOf([...own, ...others], random);
  const changed = Array.from({ length: 16_000 }, () => mutant());
  return [
    ...calls,
    ...some('catalogue', own, 4000),
    ...some('kyverno', others, 4000),
    ...some('mutant', changed, 16_000),
  ];
}

function maybeDamaged(object: JsonValue, random: Random): JsonValue {
  return random() < 0.8 ? damaged(object, random) : object;
}

/** Both answers to one pair. */
export interface Compared extends Pair {
  readonly theirs: Answer;
  readonly ours: OurAnswer;
}

/** How the two differ; null where they agree. */
export function difference({ theirs, ours }: Compared): string | null {
  if (theirs.crashed !== undefined) return null;
  if (theirs.refused !== undefined)
    return ours.refused === undefined ? `they refuse it: ${theirs.refused.split('\n')[0]}` : null;
  if (ours.refused !== undefined) return `we refuse it: ${ours.refused}`;
  return theirs.type === ours.type
    ? outcomeDifference(theirs, ours)
    : `type ${ours.type} instead of ${theirs.type}`;
}

function outcomeDifference(theirs: Answer, ours: OurAnswer): string | null {
  if (theirs.error !== undefined) return ours.error === undefined ? `they fail: ${theirs.error}` : null;
  if (ours.error !== undefined) return `we fail: ${ours.error}`;
  if (theirs.value === undefined) return null;
  const expected = describeTheirs(theirs.value);
  return expected === ours.value ? null : `${ours.value} instead of ${expected}`;
}

/** Asks both sides every question. */
export async function compareAll(program: string, asked: readonly Pair[]): Promise<readonly Compared[]> {
  const answers = await ask(
    program,
    asked.map(({ expression, object }): Question => ({ expression, object })),
  );
  return asked.map((pair, index) => ({
    ...pair,
    theirs: answers[index] as Answer,
    ours: ourAnswer(pair.expression, pair.object),
  }));
}

/** The evaluator of the API server, or the sentence that says why it cannot be asked. */
export function openExpressions() {
  return buildGoProgram({ name: 'expressions', folder: import.meta.dirname, values: {} });
}

/** How quantities are written, ours against `resource.Quantity`. */
export async function compareQuantities(program: string, random: Random): Promise<readonly string[]> {
  const digits = [
    '0',
    '1',
    '5',
    '10',
    '100',
    '1500',
    '1.5',
    '0.001',
    '-3',
    '+2',
    '123456789012345678',
    '99999999999999999999',
    '.5',
    '1.',
    '00012',
    '1.2345678901',
    '',
    'x',
    '1.2.3',
  ];
  const suffixes = [
    '',
    'm',
    'k',
    'M',
    'G',
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'Ei',
    'n',
    'u',
    'E',
    'e3',
    'E-2',
    'e+4',
    'K',
    'mi',
    ' ',
  ];
  const texts = Array.from({ length: 2000 }, () => `${pick(random, digits)}${pick(random, suffixes)}`);
  const answers = await ask(
    program,
    texts.map((quantity) => ({ quantity })),
  );
  return texts.flatMap((text, index) => {
    const { value } = answers[index] as Answer;
    const ours = parseQuantity(text) === null ? 'no quantity' : canonicalQuantity(text, false);
    const theirs = typeof value === 'string' ? value : 'no quantity';
    return ours === theirs ? [] : [`quantity ${JSON.stringify(text)}: ${ours} instead of ${theirs}`];
  });
}
