import type { Environment } from '../environment/environment.ts';
import type { CelError } from '../value/cel-error.ts';
import { noSuchAttribute } from '../value/faults.ts';
import type { Value } from '../value/value.ts';
import type { CallContext, External } from './call-context.ts';

export interface FrameOptions extends Partial<CallContext> {
  /** How much one evaluation may do: iterations, or the API server's cost units. 1,000,000 unless given. */
  readonly limit?: number;
}

/** The API server's limit of cost for one evaluation of an expression. */
export const perCallLimit = 1_000_000;

/** How many elements the concatenations of one evaluation may copy, whatever they cost. */
export const copyLimit = 5_000_000;

/** The values that programs of one environment are evaluated with; made once for a set of bindings. */
export class Frame implements CallContext {
  /** Variables in the environment's order, then those that expressions declare. */
  readonly slots: Value[];
  readonly clock: (() => bigint) | null;
  readonly authorizer: unknown;
  readonly external: External | null;
  readonly chance: (() => number) | null;
  readonly namespace: string | null;
  readonly limit: number;
  /** What the evaluation under way, or the last one, has cost; iterations in the budget form. */
  cost = 0;
  /** What all evaluations with this frame have cost, variables included. */
  spent = 0;
  /** How many evaluations are under way: a lazy variable is evaluated within another. */
  depth = 0;
  /** How many elements concatenations may still copy in the evaluation under way. */
  copies = copyLimit;

  constructor(
    environment: Environment,
    bindings: Readonly<Record<string, Value>>,
    options: FrameOptions = {},
  ) {
    this.slots = slotsFor(environment, bindings);
    this.clock = options.clock ?? null;
    this.authorizer = options.authorizer ?? null;
    this.external = options.external ?? null;
    this.chance = options.chance ?? null;
    this.namespace = options.namespace ?? null;
    this.limit = options.limit ?? perCallLimit;
  }
}

function slotsFor(environment: Environment, bindings: Readonly<Record<string, Value>>): Value[] {
  const { absent, places } = layoutOf(environment);
  const slots = absent.slice();
  for (const name in bindings) {
    const place = places.get(name);
    const value = bindings[name];
    if (place !== undefined && value !== undefined) slots[place] = value;
  }
  return slots;
}

interface Layout {
  /** What each variable is while nothing is bound to it. */
  readonly absent: readonly (Value | CelError)[];
  readonly places: ReadonlyMap<string, number>;
}

const layouts = new WeakMap<Environment, Layout>();

function layoutOf(environment: Environment): Layout {
  const known = layouts.get(environment);
  if (known !== undefined) return known;
  const names = [...environment.variables.keys()];
  const layout = { absent: names.map(noSuchAttribute), places: new Map(names.map((name, at) => [name, at])) };
  layouts.set(environment, layout);
  return layout;
}
