/**
 * The same text in memory of its own. A slice keeps the whole text that it was cut from alive, so whatever outlives its
 * document is copied: as a property name it is copied once, and then shared by all who copy the same text.
 */
export function ownCopy(text: string): string {
  const [copy = ''] = Object.keys({ [text]: true });
  return copy;
}
