/** Replaces values in a text, however often they stand there. */
export function mask(text: string, values: readonly string[]): string {
  let masked = text;
  for (const value of values) if (masked.includes(value)) masked = masked.replaceAll(value, '•••');
  return masked;
}
