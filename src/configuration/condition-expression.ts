import type { Condition } from './custom-rule-shape.ts';
import type { FieldTarget, Step } from './field-target.ts';
import { holdsExpression, literal, missingOf, type Missing } from './operator-expression.ts';

/** How a condition is read. */
export interface ConditionReading {
  readonly condition: Condition;
  readonly target: FieldTarget;
  /** The expression of the container list that `containers[*]` stands for, where the path begins so. */
  readonly containers: string | null;
  readonly quantifier: 'all' | 'any' | 'none';
  /** Whether it chooses objects: then nothing is chosen for want of elements. */
  readonly selects: boolean;
}

/** A CEL expression that is true where the condition holds. */
export function conditionExpression(reading: ConditionReading): string {
  const { condition, quantifier, selects } = reading;
  const missing = missingOf(condition);
  if (!isQuantified(reading)) {
    const without = missing === 'fail' || (missing === 'skip' && selects) ? 'fail' : 'pass';
    return quantify(reading, 'all', (leaf) => assertion(leaf, reading, without));
  }
  switch (quantifier) {
    case 'all':
      return quantify(reading, 'all', (leaf) =>
        assertion(leaf, reading, missing === 'fail' ? 'fail' : 'pass'),
      );
    case 'none':
      return quantify(reading, 'all', (leaf) => refusal(leaf, reading, missing));
    case 'any':
      return anyExpression(reading, missing);
  }
}

/** Whether a path goes through the elements of a list. */
export function isQuantified({ target }: Pick<ConditionReading, 'target'>): boolean {
  return target.steps.some(({ segment }) => 'each' in segment);
}

function anyExpression(reading: ConditionReading, missing: Missing): string {
  const { condition, selects } = reading;
  const some = quantify(reading, 'exists', (leaf) =>
    assertion(leaf, reading, missing === 'pass' ? 'pass' : 'fail'),
  );
  if (selects || condition.operator === 'exists' || (missing !== 'skip' && isNeverEmpty(reading)))
    return some;
  const noElement = quantify(reading, 'all', (leaf) =>
    missing === 'skip' && leaf.isOptional ? `!${leaf.text}.hasValue()` : 'false',
  );
  return `${noElement} || ${some}`;
}

/** A pod has a container: of its list there is nothing to say for want of elements. */
function isNeverEmpty({ target }: ConditionReading): boolean {
  const [first] = target.steps;
  const isContainers = first !== undefined && 'key' in first.segment && first.segment.key === 'containers';
  const eaches = target.steps.filter(({ segment }) => 'each' in segment).length;
  return target.root === 'podSpec' && isContainers && eaches === 1;
}

/** What a path leads to: an optional, or a value that is always there. */
interface Leaf {
  readonly text: string;
  readonly isOptional: boolean;
}

function assertion(
  { text, isOptional }: Leaf,
  { condition, target }: ConditionReading,
  missing: Missing,
): string {
  const { operator, value = '' } = condition;
  if (!isOptional) return holdsExpression(condition, text, target.type.type);
  if (operator === 'exists') return `${text}.hasValue()`;
  if (operator === 'not_exists') return `!${text}.hasValue()`;
  if (operator === 'equals' && missing === 'fail') return `${text} == optional.of(${literal(value)})`;
  if (operator === 'not_equals' && missing === 'pass') return `${text} != optional.of(${literal(value)})`;
  const holds = holdsExpression(condition, `${text}.value()`, target.type.type);
  return missing === 'fail' ? `${text}.hasValue() && ${holds}` : `!${text}.hasValue() || ${holds}`;
}

/** That a condition does not hold of an element. */
function refusal(leaf: Leaf, reading: ConditionReading, missing: Missing): string {
  const { condition, target } = reading;
  if (!leaf.isOptional) return `!(${holdsExpression(condition, leaf.text, target.type.type)})`;
  return `!(${assertion(leaf, reading, missing === 'pass' ? 'pass' : 'fail')})`;
}

const names = ['c', 'd', 'e', 'f', 'g'] as const;

/** The deepest nesting of `[*]` that is read. */
export const deepestEach = names.length;

/** Goes through every element on the way. */
function quantify(
  { target, containers }: ConditionReading,
  macro: 'all' | 'exists',
  body: (leaf: Leaf) => string,
): string {
  const start: Leaf =
    containers === null
      ? { text: target.root === 'object' ? 'object' : `variables.${target.root}`, isOptional: false }
      : { text: containers, isOptional: false };
  return walk(start, containers === null ? target.steps : target.steps.slice(1), 0, { macro, body });
}

interface Quantifying {
  readonly macro: 'all' | 'exists';
  readonly body: (leaf: Leaf) => string;
}

function walk(from: Leaf, steps: readonly Step[], depth: number, quantifying: Quantifying): string {
  const [step, ...rest] = steps;
  if (step === undefined) return quantifying.body(from);
  if (!('each' in step.segment)) return walk(select(from, step), rest, depth, quantifying);
  const list = from.isOptional ? `${from.text}.orValue([])` : from.text;
  const name = names[depth] ?? names[0];
  const inner = walk({ text: name, isOptional: false }, rest, depth + 1, quantifying);
  return `${list}.${quantifying.macro}(${name}, ${inner})`;
}

// Words that CEL would read as something else.
const reserved: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

function select({ text }: Leaf, { segment, from }: Step): Leaf {
  if ('index' in segment) return { text: `${text}[?${segment.index}]`, isOptional: true };
  const key = 'key' in segment ? segment.key : '';
  const isPlain = from !== 'map' && /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(key) && !reserved.has(key);
  return { text: isPlain ? `${text}.?${key}` : `${text}[?${literal(key)}]`, isOptional: true };
}
