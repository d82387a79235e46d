/** The parts of a sentence: every other one stands between backticks, and is code. */
export function proseAndCode(
  sentence: string,
): readonly { readonly text: string; readonly isCode: boolean }[] {
  const parts = sentence.split('`');
  if (parts.length % 2 === 0) return [{ text: sentence, isCode: false }];
  return parts.map((text, index) => ({ text, isCode: index % 2 === 1 })).filter(({ text }) => text !== '');
}
