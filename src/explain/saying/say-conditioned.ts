import type { Block } from './block.ts';

/** Changes that happen only under a condition. */
export function sayConditioned(condition: Block, changes: readonly Block[]): readonly Block[] {
  const [only] = changes;
  if (only === undefined) return [];
  if (condition.items.length > 0) {
    return [{ text: `if ${condition.text}`, items: [...condition.items, { text: 'then:', items: changes }] }];
  }
  if (changes.length > 1) return [{ text: `if ${condition.text}:`, items: changes }];
  return [{ text: `if ${condition.text}, ${only.text}`, items: only.items }];
}
