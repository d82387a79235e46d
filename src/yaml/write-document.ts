import { stringify } from 'yaml';
import type { YamlValue } from './value.ts';

/** A value as a YAML document of its own, one line a scalar, as Kubernetes reads it. */
export function writeDocument(value: YamlValue): string {
  return stringify(value, { version: '1.1', lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false });
}
