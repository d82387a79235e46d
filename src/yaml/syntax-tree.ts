import { parseDocument, type Document as Parsed } from 'yaml';

/** One document as a syntax tree: every scalar is text, and what it means is decided as Kubernetes does it. */
export function parseTree(text: string, { keepSourceTokens = false } = {}): Parsed.Parsed {
  return parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    merge: true,
    resolveKnownTags: false,
    prettyErrors: false,
    keepSourceTokens,
    // The library compares each key with each other one: they are found while the value is made.
    uniqueKeys: false,
  });
}
