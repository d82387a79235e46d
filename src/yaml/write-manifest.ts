import { Document, visit, type Scalar, type YAMLSeq } from 'yaml';
import type { YamlValue } from './value.ts';

/** Characters of a line, about. */
const width = 110;

/**
 * A value as a YAML document that people review: long texts are folded at spaces, and read back as they were; lists of
 * short words stand in one line.
 */
export function writeManifest(value: YamlValue): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => fold(scalar),
    Seq: (_, list) => flatten(list),
  });
  return document.toString({ lineWidth: width, minContentWidth: 60, indentSeq: false });
}

/** Several values as one stream of documents. */
export function writeManifests(values: readonly YamlValue[]): string {
  return values.map(writeManifest).join('---\n');
}

/** A text with line breaks, or with spaces at its ends, is written as the library knows best. */
function fold(scalar: Scalar): void {
  const { value } = scalar;
  if (typeof value === 'string' && value.length > 80 && /^\S.*\S$/.test(value)) scalar.type = 'BLOCK_FOLDED';
}

function flatten(list: YAMLSeq): void {
  const words = list.items.map((item) => (item as Scalar).value);
  if (!words.every((word) => typeof word === 'string' && /^[-\w./*]*$/.test(word))) return;
  if (words.join(', ').length <= 90) list.flow = true;
}
