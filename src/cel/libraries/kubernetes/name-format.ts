import { encodeText } from '../../value/text.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const name = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const value = `(${name})?`;

const nameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** What is wrong with a text; nothing where it has the format. */
export type Validate = (text: string) => readonly string[];

interface NameRule {
  readonly pattern: string;
  readonly message: string;
  readonly examples: readonly string[];
  /** The most bytes, and what they are called. */
  readonly most: number;
  readonly unit: 'bytes' | 'characters';
}

function length(text: string): number {
  return encodeText(text).length;
}

function explain({ message, pattern, examples }: NameRule): string {
  const quoted = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${quoted}regex used for validation is '${pattern}')`;
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern}$`).test(text);
}

function validate(rule: NameRule, text: string, mismatch = explain(rule)): readonly string[] {
  const { most, unit, pattern } = rule;
  return [
    ...(length(text) > most ? [`must be no more than ${most} ${unit}`] : []),
    ...(matches(pattern, text) ? [] : [mismatch]),
  ];
}

const labelRule: NameRule = {
  pattern: label,
  message:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ['my-name', '123-abc'],
  most: 63,
  unit: 'characters',
};

const subdomainRule: NameRule = {
  pattern: subdomain,
  message:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ['example.com'],
  most: 253,
  unit: 'characters',
};

const label1035Rule: NameRule = {
  pattern: label1035,
  message:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ['my-name', 'abc-123'],
  most: 63,
  unit: 'characters',
};

const valueRule: NameRule = {
  pattern: value,
  message: `a valid label must be an empty string or ${nameRule.slice('must '.length)}`,
  examples: ['MyValue', 'my_value', '12345'],
  most: 63,
  unit: 'bytes',
};

const keyRule: NameRule = {
  pattern: name,
  message: nameRule,
  examples: ['MyName', 'my.name', '123-abc'],
  most: 63,
  unit: 'bytes',
};

/** A label of a DNS name (RFC 1123). */
export function dns1123Label(text: string): readonly string[] {
  // A subdomain that is no label can only have dots too many.
  return validate(labelRule, text, matches(subdomain, text) ? 'must not contain dots' : undefined);
}

/** A DNS name (RFC 1123). */
export function dns1123Subdomain(text: string): readonly string[] {
  return validate(subdomainRule, text);
}

/** A label of a DNS name that starts with a letter (RFC 1035). */
export function dns1035Label(text: string): readonly string[] {
  return validate(label1035Rule, text);
}

/** The value of a label. */
export function labelValue(text: string): readonly string[] {
  return validate(valueRule, text);
}

/** The key of a label: a name, behind a DNS name and `/` if need be. */
export function qualifiedName(text: string): readonly string[] {
  const parts = text.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) {
    return [
      `a valid label key ${explain(keyRule)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  return second === undefined ? namePart(first) : [...prefixPart(first), ...namePart(second)];
}

function prefixPart(text: string): readonly string[] {
  if (text === '') return ['prefix part must be non-empty'];
  const problems = validate({ ...subdomainRule, unit: 'bytes' }, text);
  return problems.map((problem) => `prefix part ${problem}`);
}

function namePart(text: string): readonly string[] {
  const problems = validate(keyRule, text).map((problem) => `name part ${problem}`);
  return text === '' ? ['name part must be non-empty', ...problems] : problems;
}

/** The same format for a prefix of names, which may end with a dash. */
export function asPrefix(format: Validate): Validate {
  return (text) => format(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}
