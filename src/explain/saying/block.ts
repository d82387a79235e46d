/** A sentence, or the beginning of one that a list ends. */
export interface Block {
  readonly text: string;
  /** Sentences of their own, in the list below it. */
  readonly items: readonly Block[];
}

/** How a sentence speaks: of what is demanded, or of what is so. */
export type Mood = 'must' | 'is';

/** A sentence without a list. */
export function plain(text: string): Block {
  return { text, items: [] };
}

/** A block whose text begins with other words. */
export function after(words: string, block: Block): Block {
  return { ...block, text: `${words} ${block.text}` };
}

/** A block as one line: what is below it after it, between semicolons. */
export function flatText({ text, items }: Block): string {
  return [text, items.map(flatText).join('; ')].filter(Boolean).join(' ');
}
