import { child, isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import { noSelector, type Selector } from '../exception.ts';
import { nothing, together, type Drafts } from '../imported.ts';
import { listIn, objectIn, textIn, whereIn, type Source } from './source.ts';

/** What Kubescape's exceptions file lets be: a list of posture exception policies. */
export function fromKubescape(source: Source): Drafts {
  const policies = Array.isArray(source.value) ? (source.value as readonly JsonValue[]) : [];
  return together(
    policies.map((policy, index) => (isJsonObject(policy) ? fromPolicy(source, policy, index) : nothing)),
  );
}

/** Whether a document is such a file. */
export function isKubescapeFile({ value }: Source): boolean {
  return (
    Array.isArray(value) &&
    (value as readonly JsonObject[]).some((item) => isJsonObject(item) && 'posturePolicies' in item)
  );
}

function fromPolicy(source: Source, policy: JsonObject, index: number): Drafts {
  const pointer = child('', index);
  const where = whereIn(source, pointer);
  const name = `\`${textIn(policy, 'name') ?? `number ${index + 1}`}\``;
  const checks = listIn(policy, 'posturePolicies').flatMap((entry) =>
    isJsonObject(entry) ? (textIn(entry, 'controlID') ?? []) : [],
  );
  if (checks.length === 0) {
    const why = 'it names no control by its id: a whole framework cannot be lifted';
    return { drafts: [], refused: [{ what: name, why, where }] };
  }
  const [reason, until] = [textIn(policy, 'reason'), textIn(policy, 'expirationDate')];
  return together(
    listIn(policy, 'resources').map((resource, at): Drafts => {
      const place = whereIn(source, child(child(pointer, 'resources'), at));
      const selector = selectorOf(isJsonObject(resource) ? objectIn(resource, 'attributes') : {});
      return typeof selector === 'string'
        ? { drafts: [], refused: [{ what: name, why: selector, where: place }] }
        : { drafts: [{ tool: 'kubescape', checks, selector, reason, until, where: place }], refused: [] };
    }),
  );
}

/** Attributes are regular expressions; those that a selector can say are taken over. */
function selectorOf(attributes: JsonObject): Selector | string {
  let selector: Selector = noSelector;
  for (const key of Object.keys(attributes)) {
    const pattern = plainPattern(textIn(attributes, key) ?? '');
    if (pattern === null) return `the pattern of \`${key}\` has no equal here`;
    const fault = faultOf(key, pattern);
    if (fault !== null) return fault;
    selector = extended(selector, key, pattern);
  }
  if ('resourceID' in attributes && selector.names.length === 0)
    return 'it names its object only by `resourceID`';
  return selector === noSelector ? 'it is for every object: say for which' : selector;
}

function faultOf(key: string, pattern: string): string | null {
  if (key === 'cluster' && pattern !== '*') return 'it is for one cluster';
  return key === 'kind' && pattern !== '*' && !/^[A-Z]\w*$/.test(pattern)
    ? `\`${pattern}\` is no kind`
    : null;
}

const lists: Readonly<Record<string, 'kinds' | 'names' | 'namespaces' | 'files'>> = {
  kind: 'kinds',
  name: 'names',
  namespace: 'namespaces',
  path: 'files',
};

function extended(selector: Selector, key: string, pattern: string): Selector {
  if (key === 'cluster' || key === 'resourceID') return selector;
  const list = Object.hasOwn(lists, key) ? lists[key] : undefined;
  if (list !== undefined) return { ...selector, [list]: [pattern] };
  const { matchLabels = {} } = selector.labels ?? {};
  return { ...selector, labels: { matchLabels: { ...matchLabels, [key]: pattern }, matchExpressions: [] } };
}

/** A name, or one with `.*` in it, as it stands in a selector; null for any other regular expression. */
function plainPattern(text: string): string | null {
  const pattern = text.replace(/^\^/, '').replace(/\$$/, '').replaceAll('.*', '*').replaceAll('\\.', '.');
  return /^[-\w.*/:]+$/.test(pattern) ? pattern : null;
}
