import { indexName } from '../libraries/extensions/block.ts';
import { none } from '../libraries/optional.ts';
import type { CallNode, Node } from '../tree.ts';
import { Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { cancelled, noSuchOverload } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import { constant, declare, emit } from './compiling.ts';
import type { Code, Compiling, Maybe, Run } from './compiling.ts';
import { noOverload } from './dispatch.ts';
import { declaredName } from './declared-name.ts';

/** An empty slot: its name is not evaluated yet. */
const unevaluated = undefined as unknown as Value;

/** Compiles `cel.bind(x, init, body)`; `init` is evaluated once, when first used. */
export function emitBind(at: Compiling, node: CallNode): Code {
  const [name, init, body] = node.args as [Node, Node, Node];
  const declared = declaredName(at, name);
  if (declared === undefined) {
    return constant(new CelError('cel.bind() variable names must be simple identifiers'));
  }
  const inner = declare(at, declared, emit(at, init).run);
  return { run: clearing([inner.locals.slot], emit(inner, body).run) };
}

/** Compiles `cel.block([a, b], body)`, in which `cel.index(0)` names `a`. */
export function emitBlock(at: Compiling, node: CallNode): Code {
  const [list, body] = node.args as [Node, Node];
  if (list.kind !== 'list') return constant(new CelError('cel.block requires a list'));
  let inner = at;
  const slots: number[] = [];
  for (const [index, { value }] of list.elements.entries()) {
    const next = declare(inner, indexName(index), emit(inner, value).run);
    slots.push(next.locals.slot);
    inner = next;
  }
  return { run: clearing(slots, emit(inner, body).run) };
}

/** Compiles `o.optMap(x, e)` and `o.optFlatMap(x, e)`. */
export function emitOptionalMap(at: Compiling, node: CallNode, target: Node): Code {
  const [name, body] = node.args as [Node, Node];
  const declared = declaredName(at, name);
  if (declared === undefined) {
    return constant(new CelError(`${node.name}() variable name must be a simple identifier`));
  }
  const receiver = emit(at, target);
  const operand = maybeOf(receiver);
  const inner = declare(at, declared, at.counting ? again(receiver.run) : null);
  const run = emit(inner, body).run;
  const { slot } = inner.locals;
  const flat = node.name === 'optFlatMap';
  // cel-go counts hasValue() and optional.none(), or optional.of(); and value() on first use.
  const [tested, made] = at.counting ? [1, flat ? 0 : 1] : [0, 0];
  return {
    run: (frame) => {
      const value = operand(frame);
      frame.cost += tested;
      if (value instanceof CelError) return value;
      if (value === undefined) {
        frame.cost += tested;
        return none;
      }
      frame.slots[slot] = at.counting ? unevaluated : value;
      const result = run(frame);
      frame.cost += made;
      return flat || result instanceof CelError ? result : new Optional(result);
    },
  };
}

/** An expression of an optional in the form that allocates none; other values are errors. */
export function maybeOf({ run, maybe }: Code): Maybe {
  if (maybe !== undefined) return maybe;
  return (frame) => {
    const value = run(frame);
    if (value instanceof Optional) return value.value;
    return value instanceof CelError ? value : noOverload('hasValue', [value]);
  };
}

// The macro's expansion evaluates its receiver a second time, and so counts it twice. In a chain each link
// doubles the work of those before it, which only the limit ends.
function again(run: Run): Run {
  return (frame) => {
    if ((frame.cost += 1) > frame.limit) return cancelled;
    const value = run(frame);
    return value instanceof Optional && value.value !== undefined ? value.value : noSuchOverload;
  };
}

function clearing(slots: readonly number[], body: Run): Run {
  return (frame) => {
    for (const slot of slots) frame.slots[slot] = unevaluated;
    return body(frame);
  };
}
