import { literal, plus, type Cel } from './cel-text.ts';
import type { Scope } from './query-term.ts';
import { Refusal } from './refusal.ts';
import { textOf } from './term.ts';
import { hasVariable, readText } from './text-term.ts';

/** A message in one line, as a policy of CEL takes it, and the expression for what it reads of the object. */
export interface Message {
  readonly message: string;
  readonly messageExpression: string | null;
}

/** The message of a rule; where its `{{ }}` cannot be said in CEL, its text stays as it is. */
export function readMessage(text: string, scope: Scope): Message {
  const message = text.replaceAll(/\s*\n\s*/g, ' ').trim();
  return { message, messageExpression: hasVariable(message) ? expressionFor(message, scope) : null };
}

function expressionFor(message: string, scope: Scope): string | null {
  try {
    const term = readText(message, scope);
    if (term.form === 'many') return null;
    const text: Cel =
      term.kind === 'any' || term.place !== null
        ? plus(literal(''), textOf({ ...term, kind: 'any' }))
        : textOf(term);
    return text.text;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
