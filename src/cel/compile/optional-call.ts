import { Optional } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import type { Code, Maybe } from './compiling.ts';
import { wrapped } from './follow.ts';

/** Compiles those functions over optionals that need not evaluate all of their arguments. */
export function emitOptionalCall(overload: string, [operand, other]: readonly Code[]): Code | undefined {
  if (operand === undefined || other === undefined) return undefined;
  if (overload === 'optional_orValue_value') return emitOrValue(operand, other);
  return overload === 'optional_or_optional' ? emitOr(operand, other) : undefined;
}

function emitOrValue({ run, maybe }: Code, { run: otherwise }: Code): Code {
  if (maybe !== undefined) {
    return {
      run: (frame) => {
        const value = maybe(frame);
        return value === undefined ? otherwise(frame) : value;
      },
    };
  }
  return {
    run: (frame) => {
      const value = run(frame);
      // cel-go gives back what is not an optional.
      if (!(value instanceof Optional)) return value;
      return value.value === undefined ? otherwise(frame) : value.value;
    },
  };
}

function emitOr({ run, maybe }: Code, other: Code): Code {
  if (maybe !== undefined && other.maybe !== undefined) {
    const second = other.maybe;
    const either: Maybe = (frame) => {
      const value = maybe(frame);
      return value === undefined ? second(frame) : value;
    };
    return { run: wrapped(either), maybe: either };
  }
  return {
    run: (frame) => {
      const value = run(frame);
      if (value instanceof CelError || !(value instanceof Optional)) return value;
      return value.value === undefined ? other.run(frame) : value;
    },
  };
}
