import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { noSelector, type Selector } from '../exception.ts';
import { listIn, textIn } from './source.ts';

const text = String.raw`'[^'\\]*'|"[^"\\]*"`;
const field = String.raw`object\.(kind|metadata\.name|metadata\.namespace)`;
const equals = new RegExp(`^${field}\\s*==\\s*(${text})$`);
const within = new RegExp(`^${field}\\s+in\\s+\\[((?:${text}|[\\s,])*)\\]$`);
const affix = new RegExp(`^${field}\\.(startsWith|endsWith|contains)\\(\\s*(${text})\\s*\\)$`);
/** What keeps the comparison beside it from failing. */
const isThere = new RegExp(
  `^(?:has\\(object\\.metadata\\.(namespace|labels)\\)|(${text}) in object\\.metadata\\.labels)$`,
);
const label = new RegExp(`^object\\.metadata\\.labels\\[(${text})\\]\\s*==\\s*(${text})$`);

/** The selector that conditions in CEL mean, of which each is one comparison; else the sentence why there is none. */
export function selectorOfConditions(spec: JsonObject): Selector | string {
  for (const key of ['images', 'allowedValues'])
    if (listIn(spec, key).length > 0) return `\`${key}\` allow values instead of lifting a policy`;
  const parts = listIn(spec, 'matchConditions').flatMap((condition) =>
    (isJsonObject(condition) ? (textIn(condition, 'expression') ?? '') : '')
      .split('&&')
      .map((part) => part.trim()),
  );
  const comparisons = parts.filter((part) => !isThere.test(part));
  let selector: Selector = noSelector;
  for (const part of comparisons) {
    const extended = extend(selector, part);
    if (extended === null) return noEqual(part);
    selector = extended;
  }
  // By itself it is a condition of its own: passed over, the exception would be wider than it was.
  const alone = parts.find((part) => isThere.test(part) && !isCompared(part, selector));
  if (alone !== undefined) return noEqual(alone);
  return selector === noSelector ? 'it is for every object: say for which' : selector;
}

function noEqual(part: string): string {
  return `\`${part}\` has no equal in a selector`;
}

function isCompared(part: string, { namespaces, labels }: Selector): boolean {
  const [what, key] = groups(isThere, part) ?? ['', ''];
  if (what === 'namespace') return namespaces.length > 0;
  if (labels === null) return false;
  return what === 'labels' || Object.hasOwn(labels.matchLabels, unquoted(key));
}

const lists: Readonly<Record<string, 'kinds' | 'names' | 'namespaces'>> = {
  kind: 'kinds',
  'metadata.name': 'names',
  'metadata.namespace': 'namespaces',
};

function extend(selector: Selector, part: string): Selector | null {
  const labelled = groups(label, part);
  if (labelled !== null) return withLabel(selector, unquoted(labelled[0]), unquoted(labelled[1]));
  const compared = comparison(part);
  if (compared === null || compared.values.length === 0) return null;
  const target = lists[compared.field] ?? 'names';
  // Two comparisons of one field are both to hold, which a list of alternatives does not say; a kind has no pattern.
  const isOdd = target === 'kinds' && compared.values.some((each) => each.includes('*'));
  return selector[target].length > 0 || isOdd ? null : { ...selector, [target]: compared.values };
}

/** The field that is compared, and the patterns of which it is to match one. */
interface Comparison {
  readonly field: string;
  readonly values: readonly string[];
}

function comparison(part: string): Comparison | null {
  const equal = groups(equals, part);
  if (equal !== null) return patterns(equal[0], [equal[1]]);
  const listed = groups(within, part);
  if (listed !== null) return patterns(listed[0], listed[1].match(new RegExp(text, 'g')) ?? []);
  const affixed = groups(affix, part);
  return affixed === null ? null : patterns(affixed[0], [affixed[2]], affixed[1]);
}

/** What stands in the parentheses of an expression, or null where it does not match. */
function groups(expression: RegExp, part: string): readonly [string, string, string] | null {
  const found = expression.exec(part);
  return found === null ? null : [found[1] ?? '', found[2] ?? '', found[3] ?? ''];
}

/** Null where a text has a character that is a wildcard in a selector. */
function patterns(name: string, texts: readonly string[], how = ''): Comparison | null {
  const values = texts.map(unquoted);
  if (values.some((value) => /[*?]/.test(value))) return null;
  const before = how === 'endsWith' || how === 'contains' ? '*' : '';
  const after = how === 'startsWith' || how === 'contains' ? '*' : '';
  return { field: name, values: values.map((value) => `${before}${value}${after}`) };
}

function unquoted(literal: string): string {
  return literal.slice(1, -1);
}

function withLabel(selector: Selector, key: string, value: string): Selector | null {
  const { matchLabels = {}, matchExpressions = [] } = selector.labels ?? {};
  if (Object.hasOwn(matchLabels, key)) return null;
  return { ...selector, labels: { matchLabels: { ...matchLabels, [key]: value }, matchExpressions } };
}
