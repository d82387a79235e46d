import { noSuchAttribute } from '../value/faults.ts';
import { Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { elementIfPresent, unusableKey } from '../value/lookup.ts';
import type { CallNode, IndexNode, Node, SelectNode } from '../tree.ts';
import type { Value } from '../value/value.ts';
import { constant, emit, fail } from './compiling.ts';
import type { Chain, Code, Compiling, Local, Maybe, Root, Run, Step } from './compiling.ts';
import { isPlainKey } from './field.ts';
import { follow, followOptional, wrapped } from './follow.ts';
import type { Price } from './follow.ts';
import { candidates, dottedName, resolve } from './names.ts';
import type { Reference } from './names.ts';
import { isPresent, optionalPath, path, presence, recordPath } from './path.ts';
import type { Path } from './path.ts';

/**
 * Compiles an identifier, a selection or an index.
 *
 * @param base What cel-go counts for the attribute itself: 0 where it is a branch of `?:` or a key.
 */
export function emitAttribute(at: Compiling, node: Node, base: 0 | 1): Code {
  const { root, steps } = chainOf(at, node);
  const price: Price = at.counting ? { base: base * root.base, step: 1 } : { base: 0, step: 0 };
  if (steps.length === 0) return priced(root.code, price.base);
  const from = steps.findIndex(({ optional }) => optional);
  const where = pathOf(root, steps, price);
  if (from !== -1) {
    const maybe =
      where === undefined ? followOptional(root.code.run, steps, price) : optionalPath(where, from);
    return { run: wrapped(maybe), maybe };
  }
  if (where === undefined) return { run: follow(root.code.run, steps, price) };
  return { run: root.variable === 'variables' && !at.counting ? recordPath(where) : path(where) };
}

/** Compiles `has(e.f)`, whose argument must be a selection. */
export function emitHas(at: Compiling, node: CallNode): Code {
  const [argument] = node.args;
  if (argument?.kind !== 'select') return constant(new CelError('invalid argument to has() macro'));
  const { root, steps: before } = chainOf(at, argument.operand);
  const steps = [...before, fieldStep({ ...argument, optional: false })];
  // cel-go takes back the 1 that an attribute costs, also from `?:`, which has none.
  const price: Price = at.counting ? { base: root.base - 1, step: 1 } : { base: 0, step: 0 };
  const where = pathOf(root, steps, price);
  if (where !== undefined && before.every(({ optional }) => !optional)) return { run: presence(where) };
  const { run } = root.code;
  const operand = before.some(({ optional }) => optional)
    ? followOptional(run, before, price)
    : follow(run, before, price);
  return { run: generalPresence(operand, argument.field, price.step) };
}

function generalPresence(operand: Maybe, key: string, step: 0 | 1): Run {
  return (frame) => {
    const value = operand(frame);
    if (value instanceof CelError) return value;
    if (value === undefined) return false;
    if (!(value instanceof Optional)) {
      frame.cost += step;
      return isPresent(elementIfPresent(value, key));
    }
    const found = value.value === undefined ? undefined : elementIfPresent(value.value, key);
    if (found !== undefined) frame.cost += step;
    return isPresent(found);
  };
}

function priced(code: Code, base: number): Code {
  if (base === 0 || code.constant !== undefined) return code;
  const { run } = code;
  return {
    run: (frame) => {
      frame.cost += base;
      return run(frame);
    },
  };
}

function pathOf(root: Root, steps: readonly Step[], price: Price): Path | undefined {
  if (root.slot === null) return undefined;
  const keys: string[] = [];
  for (const { constant: key } of steps) {
    if (typeof key !== 'string' || !isPlainKey(key)) return undefined;
    keys.push(key);
  }
  return { slot: root.slot, keys, steps, price };
}

function chainOf(at: Compiling, node: Node): Chain {
  const chain = findChain(at, node);
  at.shared.trace?.chains.set(node, chain);
  return chain;
}

function findChain(at: Compiling, node: Node): Chain {
  const steps: Step[] = [];
  let current = node;
  for (;;) {
    const reference = resolve(at, current);
    if (reference !== undefined) return { root: rootOf(reference), steps: steps.reverse() };
    if (current.kind === 'select') {
      steps.push(fieldStep(current));
      current = current.operand;
    } else if (current.kind === 'index') {
      steps.push(indexStep(at, current));
      current = current.operand;
    } else {
      return { root: expressionRoot(at, current), steps: steps.reverse() };
    }
  }
}

function fieldStep({ field, optional }: SelectNode): Step {
  return { constant: field, key: () => field, optional };
}

function indexStep(at: Compiling, { index, optional }: IndexNode): Step {
  const code = emit(at, index, 0);
  const unusable = code.constant === undefined ? undefined : unusableKey(code.constant);
  if (unusable !== undefined) fail(at, unusable);
  return { constant: code.constant, key: code.run, optional };
}

function expressionRoot(at: Compiling, node: Node): Root {
  if (node.kind === 'ident') {
    const name = candidates(at.environment, dottedName(node) ?? node.name).join(', ');
    return { code: { run: constant(noSuchAttribute(name)).run }, slot: null, variable: null, node, base: 1 };
  }
  const base = node.kind === 'conditional' ? 0 : 1;
  return { code: emit(at, node, 1), slot: null, variable: null, node, base };
}

const anonymous = { variable: null, node: null, base: 1 };

function rootOf(reference: Reference): Root {
  switch (reference.kind) {
    case 'constant':
      return { ...anonymous, code: constant(reference.value), slot: null };
    case 'local': {
      const { local } = reference;
      return { ...anonymous, code: { run: localRun(local) }, slot: slotOf(local) };
    }
    case 'variable': {
      const { slot, name } = reference;
      return { ...anonymous, code: { run: slotRun(slot) }, slot, variable: name };
    }
    default:
      return reference satisfies never;
  }
}

function slotOf({ init, slot }: Local): number | null {
  return init === null ? slot : null;
}

function slotRun(slot: number): Run {
  return (frame) => frame.slots[slot] as Value;
}

// INVARIANT: whoever declares a lazy name empties its slot first.
function localRun({ init, slot }: Local): Run {
  if (init === null) return slotRun(slot);
  return (frame) => {
    const known = frame.slots[slot];
    if (known !== undefined) return known;
    const value = init(frame);
    frame.slots[slot] = value;
    return value;
  };
}
