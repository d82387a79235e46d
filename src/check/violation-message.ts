import type { Value } from '../cel/value/value.ts';
import { CelError } from '../cel/value/cel-error.ts';
import type { Validation } from '../core/policy.ts';

/**
 * What is told of a broken validation, given what its `messageExpression` gave, or null where it has none.
 * An API server falls back to `message`, Kyverno's own engine says what went wrong.
 */
export function violationMessage(
  style: 'api-server' | 'kyverno',
  validation: Validation,
  own: Value,
  index: number,
): string {
  return style === 'kyverno' ? kyvernoMessage(validation, own, index) : apiServerMessage(validation, own);
}

function apiServerMessage({ message, expression }: Validation, own: Value): string {
  if (usable(own)) return own.trim();
  const stated = (message ?? '').trim();
  return stated === '' ? `failed expression: ${expression.trim()}` : stated;
}

/** What the API server takes of a messageExpression: one line of text that is not blank, at most 5 KiB. */
function usable(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    text.trim() !== '' &&
    !text.trim().includes('\n') &&
    sizeOf(text.trim()) <= 5120
  );
}

function sizeOf(text: string): number {
  return text.length > 5120 ? text.length : new TextEncoder().encode(text).length;
}

function kyvernoMessage({ message, messageExpression }: Validation, own: Value, index: number): string {
  const said = messageExpression === null ? (message ?? '') : kyvernoText(own);
  return said === '' ? `CEL expression validation failed at index ${index}` : said;
}

function kyvernoText(own: Value): string {
  if (own instanceof CelError) return `failed to evaluate message expression: ${own.message}`;
  return typeof own === 'string' ? own : 'failed to convert message expression to string';
}
