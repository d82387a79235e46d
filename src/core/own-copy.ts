/**
 * The same text in memory of its own. A slice keeps the whole text that it was cut from alive, so whatever outlives its
 * document is copied: of the ways to make the engine copy, writing and reading it as JSON is the quickest by far.
 */
export function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
