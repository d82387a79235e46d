import type { JsonObject } from '../../core/json.ts';
import type { Document } from '../../yaml/document.ts';
import type { YamlValue } from '../../yaml/value.ts';

/** An object of a cluster as a document: it has no text, and so no lines. */
export function liveDocument(value: JsonObject): Document {
  return {
    value,
    number: 1,
    start: nowhere,
    locate: atNowhere,
    line: noLine,
    holding,
    notes: [],
  };
}

const nowhere = { line: 0, column: 0 };
// The same for all: there are as many as objects.
const atNowhere = (): typeof nowhere => nowhere;
const noLine = (): string => '';
const holding = (parts: YamlValue): Document => liveDocument(parts as JsonObject);
