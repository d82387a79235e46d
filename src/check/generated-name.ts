import { isJsonObject, own } from '../core/json.ts';
import type { Request } from '../core/policy.ts';

/** `metadata.generateName` of an object that states no name; null where it has one, or neither. */
export function generatedName({ object, oldObject }: Request): string | null {
  const metadata = own(object ?? oldObject ?? {}, 'metadata');
  if (!isJsonObject(metadata)) return null;
  const [name, prefix] = [own(metadata, 'name'), own(metadata, 'generateName')];
  return typeof prefix === 'string' && (name === undefined || name === '') ? prefix : null;
}
