import type { JsonObject } from '../core/json.ts';
import type { Document } from '../yaml/document.ts';

/** An object of a cluster as a document: it has no text, and so no lines. */
export function liveDocument(value: JsonObject): Document {
  return {
    value,
    number: 1,
    start: nowhere,
    locate: () => nowhere,
    line: () => '',
    holding: (parts) => liveDocument(parts as JsonObject),
    notes: [],
  };
}

const nowhere = { line: 0, column: 0 };
