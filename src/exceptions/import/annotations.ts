import { child, isJsonObject, type JsonObject } from '../../core/json.ts';
import { nameOf, namespaceOf, isResource } from '../../core/resource.ts';
import { noSelector, type Selector } from '../exception.ts';
import { nothing, type Draft, type Drafts, type Refusal } from '../imported.ts';
import { objectIn, textIn, whereIn, type Source } from './source.ts';

/** What an annotation lets be: checks of a tool, or a sentence why it cannot be taken over. */
type Meant = Pick<Draft, 'tool' | 'checks' | 'reason' | 'until'> | string;

/** What the annotations of other tools on an object let be; only on the object itself, where those tools look. */
export function fromAnnotations(source: Source): Drafts {
  const { value } = source;
  if (!isResource(value)) return nothing;
  const annotations = objectIn(objectIn(value, 'metadata'), 'annotations');
  const [drafts, refused]: [Draft[], Refusal[]] = [[], []];
  const name = nameOf(value);
  const selector: Selector = {
    ...noSelector,
    kinds: [value.kind],
    namespaces: [namespaceOf(value) ?? []].flat(),
    names: [name],
  };
  for (const key of Object.keys(annotations)) {
    const meant = meaningOf(key, annotations);
    if (meant === null) continue;
    const where = whereIn(source, child('/metadata/annotations', key));
    if (typeof meant === 'string') refused.push({ what: `\`${key}\``, why: meant, where });
    else if (name === '') refused.push({ what: `\`${key}\``, why: 'its object has no name', where });
    else drafts.push({ ...meant, selector, where });
  }
  return { drafts, refused };
}

/** A List is the objects in it. */
export function objectsIn(source: Source): readonly Source[] {
  const { value, locate } = source;
  if (!isJsonObject(value) || typeof value['kind'] !== 'string' || !value['kind'].endsWith('List'))
    return [source];
  const { items } = value;
  if (!Array.isArray(items)) return [source];
  return (items as readonly JsonObject[]).flatMap((item, index) =>
    objectsIn({ ...source, value: item, locate: (pointer) => locate(`/items/${index}${pointer}`) }),
  );
}

function meaningOf(key: string, annotations: JsonObject): Meant | null {
  const value = textIn(annotations, key) ?? '';
  for (const reader of readers) {
    const found = reader(key, value, annotations);
    if (found !== null) return found;
  }
  return null;
}

const everyCheck = 'it lets every check be: name the ones that are meant';

const readers: readonly ((key: string, value: string, annotations: JsonObject) => Meant | null)[] = [
  function kubeLinter(key, value) {
    if (key === 'kube-linter.io/ignore-all') return everyCheck;
    const check = after(key, 'ignore-check.kube-linter.io/');
    return check === null
      ? null
      : { tool: 'kube-linter', checks: [check], reason: value === '' ? null : value, until: null };
  },
  function polaris(key, value) {
    const isTrue = value.toLowerCase() === 'true';
    if (key === 'polaris.fairwinds.com/exempt') return isTrue ? everyCheck : null;
    const check = /^polaris\.fairwinds\.com\/(\w+)-exempt$/.exec(key)?.[1];
    return check === undefined || !isTrue
      ? null
      : { tool: 'polaris', checks: [check], reason: null, until: null };
  },
  function checkov(key, value) {
    if (!/^(?:checkov|bridgecrew)\.io\/skip/.test(key)) return null;
    const [, check, reason = ''] = /^\s*([A-Za-z0-9_]+)\s*(?:=([^]*))?$/.exec(value) ?? [];
    if (check === undefined) return 'it names no check: write `CKV_K8S_1=why`';
    return {
      tool: 'checkov',
      checks: [check],
      reason: reason.trim() === '' ? null : reason.trim(),
      until: null,
    };
  },
  function kubescape(key, value, annotations) {
    if (key !== 'kubescape.io/skip-controls') return null;
    const checks = value.split(',').map((check) => check.trim());
    return {
      tool: 'kubescape',
      checks: checks.filter((check) => check !== ''),
      reason: textIn(annotations, 'kubescape.io/skip-reason'),
      until: textIn(annotations, 'kubescape.io/skip-expiry'),
    };
  },
];

function after(text: string, prefix: string): string | null {
  return text.startsWith(prefix) ? text.slice(prefix.length) : null;
}
