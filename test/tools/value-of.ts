import type { JsonObject } from '../../src/core/json.ts';
import { read } from '../../src/yaml/read.ts';

/** The first document of a text. */
export async function valueOf(text: string): Promise<JsonObject> {
  for await (const one of read(text, { documents: 1, depth: 50, expansion: 100 }))
    if ('document' in one) return one.document.value as JsonObject;
  throw new Error('it has no document');
}
