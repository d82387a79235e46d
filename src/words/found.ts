import type { Argument, Tool } from './tool.ts';
import type { Word } from './recognize.ts';

/** A value of an argument, and the words that said it. */
export interface Found {
  readonly argument: Argument;
  readonly value: string | number | boolean;
  readonly at: number;
  /** Whether the same words may as well say something else: `of web-app` in a tool that takes only namespaces. */
  readonly isWeak?: boolean;
}

/** What of a sentence is found so far: no word is read twice. */
export interface Search {
  readonly tool: Tool;
  readonly words: readonly Word[];
  readonly found: Found[];
}

/** Whether no argument has taken a word yet. */
export function isFree({ found }: Search, index: number): boolean {
  return found.every(({ at }) => at !== index);
}
