import type { CallNode, Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { spendText } from '../value/effort.ts';
import { cancelled, noSuchOverload } from '../value/faults.ts';
import { kindOf } from '../value/kind.ts';
import type { Kind } from '../value/kind.ts';
import { regex } from '../value/regex.ts';
import type { Regex } from '../value/regex.ts';
import type { Value } from '../value/value.ts';
import type { FunctionDeclaration } from '../library.ts';
import { call1, call2 } from './combine.ts';
import { constant, emit, fail } from './compiling.ts';
import type { Code, Compiling, Run } from './compiling.ts';
import { candidatesOf, choose, dispatch1, dispatch2, invoke, noOverload } from './dispatch.ts';
import type { Candidate } from './dispatch.ts';
import type { Frame } from './frame.ts';
import { emitMacro } from './macro.ts';
import { dottedName, resolveFunction } from './names.ts';
import { natives1, natives2 } from './native.ts';
import { emitOptionalCall } from './optional-call.ts';
import { callCost, stopsAtError } from './price.ts';

/** A call whose function is known. */
interface Call {
  readonly at: Compiling;
  readonly node: CallNode;
  readonly name: string;
  readonly args: readonly Code[];
  readonly candidates: readonly Candidate[];
}

/** The conversions that cel-go makes constants of. */
const conversions: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'string',
  'timestamp',
  'type',
  'uint',
]);

/** Compiles a call of a macro, a function or a method. */
export function emitCall(at: Compiling, node: CallNode): Code {
  const macro = emitMacro(at, node);
  if (macro !== undefined) return macro;
  const { declaration, nodes, member, name } = called(at, node);
  const args = nodes.map((arg) => emit(at, arg));
  const candidates = declaration === undefined ? [] : candidatesOf(declaration, nodes.length, member);
  if (candidates.length === 0) return undeclared(args, name);
  const call: Call = { at, node, name, args, candidates };
  return emitOptionalCall(candidates[0]?.overload.id ?? '', args) ?? emitKnown(call);
}

function called(
  at: Compiling,
  { target, name, args, absolute }: CallNode,
): {
  readonly name: string;
  readonly declaration: FunctionDeclaration | undefined;
  readonly nodes: readonly Node[];
  readonly member: boolean;
} {
  if (target === null) {
    const declaration = resolveFunction(at.environment, absolute ? `.${name}` : name);
    return { name, declaration, nodes: args, member: false };
  }
  const prefix = dottedName(target);
  if (prefix !== undefined) {
    const declaration = resolveFunction(at.environment, `${prefix}.${name}`);
    if (declaration !== undefined) return { name: declaration.name, declaration, nodes: args, member: false };
  }
  return { name, declaration: at.environment.functions.get(name), nodes: [target, ...args], member: true };
}

/** A call that nothing declares fails once its arguments are there. */
function undeclared(args: readonly Code[], name: string): Code {
  const fault = new CelError(`no such overload: ${name}`);
  return {
    run: (frame) => {
      for (const { run } of args) {
        const value = run(frame);
        if (value instanceof CelError) return value;
      }
      return fault;
    },
  };
}

function emitKnown(call: Call): Code {
  const { args, name } = call;
  if (name === 'matches' && args.length === 2 && args[1]?.constant !== undefined) return emitMatches(call);
  const [first, second] = args;
  if (args.length === 1 && first !== undefined) return emit1(call, first);
  if (args.length === 2 && first !== undefined && second !== undefined) return emit2(call, first, second);
  return { run: emitMany(call) };
}

function emit1(call: Call, operand: Code): Code {
  const { at, node, name, candidates } = call;
  if (isContextual(candidates)) return { run: emitMany(call) };
  const general = dispatch1(candidates, (values) => functionFault(name, values));
  const apply = natives1.get(name)?.(general) ?? general;
  if (operand.constant === undefined || !conversions.has(name)) {
    return { run: call1(at, node, [operand.run], apply) };
  }
  const value = operand.constant instanceof CelError ? operand.constant : apply(operand.constant);
  return value instanceof CelError ? fail(at, value) : constant(value);
}

function emit2(call: Call, left: Code, right: Code): Code {
  const { at, node, name, candidates } = call;
  if (isContextual(candidates) || (at.counting && stopsAtError(at, node))) return { run: emitMany(call) };
  const general = dispatch2(candidates, (values) => functionFault(name, values));
  const apply = natives2.get(name)?.(general) ?? general;
  return { run: call2(at, node, [left.run, right.run], apply) };
}

// Standard functions that ask their first argument do not say of which types it was.
const silent: ReadonlySet<string> = new Set(['contains', 'endsWith', 'startsWith']);

const receivers: ReadonlySet<Kind> = new Set<Kind>(['string', 'timestamp', 'duration']);

function functionFault(name: string, args: readonly Value[]): CelError {
  if (silent.has(name)) return noSuchOverload;
  if (name !== 'size' && name !== 'matches') return noOverload(name, args);
  // These ask their first argument, of which only some kinds answer.
  const [first = null] = args;
  return receivers.has(kindOf(first)) ? noSuchOverload : new CelError(`no such overload: ${name}`);
}

function isContextual(candidates: readonly Candidate[]): boolean {
  return candidates.some(({ overload }) => overload.contextual === true);
}

/** Calls with any number of arguments, none of which is evaluated after an error. */
function emitMany({ at, node, name, args, candidates }: Call): Run {
  const runs = args.map(({ run }) => run);
  const cost = at.counting ? callCost(at, node) : null;
  return (frame) => {
    const values = valuesOf(frame, runs);
    const last = values.at(-1) ?? null;
    if (last instanceof CelError) {
      // The API server counts a call once all of its arguments are evaluated, the last in vain or not.
      if (cost !== null && values.length === runs.length) frame.cost += cost(values, last);
      return last;
    }
    const candidate = choose(candidates, values);
    const value = candidate === undefined ? functionFault(name, values) : invoke(candidate, values, frame);
    if (cost !== null) frame.cost += cost(values, value);
    return value;
  };
}

/** The values of arguments up to the first error. */
function valuesOf(frame: Frame, runs: readonly Run[]): readonly Value[] {
  const values: Value[] = [];
  for (const run of runs) {
    const value = run(frame);
    values.push(value);
    if (value instanceof CelError) break;
  }
  return values;
}

function test(pattern: Regex, text: string): Value {
  return spendText(text.length) ? pattern.test(text) : cancelled;
}

/** `text.matches('pattern')` with a pattern that is known now. */
function emitMatches(call: Call): Code {
  const { at, node, args } = call;
  const [text, pattern] = args as readonly [Code, Code];
  const known = pattern.constant as Value;
  if (typeof known !== 'string') return emit2(call, text, pattern);
  const compiled = regex(known);
  if (compiled instanceof CelError) return fail(at, compiled);
  const cost = at.counting ? callCost(at, node) : null;
  const operand = text.run;
  return {
    run: (frame) => {
      const value = operand(frame);
      if (value instanceof CelError) return value;
      const result = typeof value === 'string' ? test(compiled, value) : noSuchOverload;
      if (cost !== null) frame.cost += cost([value, known], result);
      return result;
    },
  };
}
