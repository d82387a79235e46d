/** What is written: texts, lists and objects. */
export type Writable = string | boolean | readonly Writable[] | { readonly [key: string]: Writable };

/** YAML in block style; a text that could be read as anything else stands in quotes. */
export function toYaml(value: Writable, indent = ''): string {
  if (typeof value === 'string' || typeof value === 'boolean') return `${scalar(value)}\n`;
  if (Array.isArray(value)) {
    const items = value as readonly Writable[];
    return items.map((item) => `${indent}- ${toYaml(item, `${indent}  `).trimStart()}`).join('');
  }
  return Object.entries(value)
    .map(([key, inner]) => `${indent}${scalar(key)}:${isFlat(inner) ? ' ' : '\n'}${nested(inner, indent)}`)
    .join('');
}

function nested(value: Writable, indent: string): string {
  if (isEmpty(value)) return `${Array.isArray(value) ? '[]' : '{}'}\n`;
  return toYaml(value, `${indent}  `);
}

function isFlat(value: Writable): boolean {
  return typeof value !== 'object' || isEmpty(value);
}

function isEmpty(value: Writable): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

// No number, date, boolean or null begins with two letters that are followed by no more than words and separators.
const plain = /^[A-Za-z]{2}[-A-Za-z0-9_./@]*(?: [-A-Za-z0-9_./@]+)*$/;
const otherwise = /^(?:true|false|null|yes|no|on|off)$/i;

function scalar(value: string | boolean): string {
  if (typeof value === 'boolean') return String(value);
  // JSON is YAML, but for the line separators that YAML 1.1 breaks lines at.
  return plain.test(value) && !otherwise.test(value)
    ? value
    : JSON.stringify(value).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
