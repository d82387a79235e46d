/** The plural resource name of a built-in kind, by the rules that Kubernetes itself guesses by. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word === '' || word.endsWith('endpoints')) return word;
  if (word.endsWith('s')) return `${word}es`;
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}
