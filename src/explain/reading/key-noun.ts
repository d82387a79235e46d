import { print, type Node } from '../../cel/index.ts';
import { placeNoun, type Noun, type Place } from './noun.ts';

/** The place of a key in a map: `metadata.labels["app"]`, and `metadata.ownerReferences` for a field. */
export function keyNoun({ path, of }: Place, key: Node): Noun {
  const name = key.kind === 'literal' && typeof key.value === 'string' ? key.value : '';
  const isField = path === 'metadata' || path.endsWith('.metadata');
  const longer = isField && /^[A-Za-z]\w*$/.test(name) ? `${path}.${name}` : `${path}[${print(key)}]`;
  return placeNoun({ path: longer, of, orElse: undefined });
}
