import type { Problem } from '../problem.ts';

/** A problem with its place and the line of the expression that it is in, as an API server shows it. */
export function formatProblem(text: string, problem: Problem): string {
  const before = text.slice(0, problem.start);
  const line = before.split('\n').length;
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = text.indexOf('\n', lineStart);
  const source = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd).replaceAll('\t', ' ');
  const column = Array.from(before.slice(lineStart)).length;
  const dots = '.'.repeat(column);
  return `ERROR: <input>:${line}:${column + 1}: ${problem.message}\n | ${source}\n | ${dots}^`;
}
