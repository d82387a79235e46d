import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import type { LabelSelector } from '../../core/policy.ts';
import { noSelector, type Selector } from '../exception.ts';
import { nothing, together, type Draft, type Drafts } from '../imported.ts';
import { selectorOfConditions } from './kyverno-conditions.ts';
import { listIn, objectIn, textIn, textsIn, whereIn, type Source } from './source.ts';

/** Whether a document is a PolicyException, of either API. */
export function isKyvernoException({ value }: Source): boolean {
  if (!isJsonObject(value) || value['kind'] !== 'PolicyException') return false;
  return /^(?:policies\.)?kyverno\.io\//.test(textIn(value, 'apiVersion') ?? '');
}

/** What a Kyverno PolicyException lets be. */
export function fromKyverno(source: Source): Drafts {
  const { value } = source;
  if (!isJsonObject(value)) return nothing;
  const spec = objectIn(value, 'spec');
  const isCel = (textIn(value, 'apiVersion') ?? '').startsWith('policies.');
  const checks = isCel ? namesIn(spec, 'policyRefs', 'name') : namesIn(spec, 'exceptions', 'policyName');
  const selectors = isCel ? [selectorOfConditions(spec)] : selectorsOf(spec);
  const metadata = objectIn(value, 'metadata');
  const annotations = objectIn(metadata, 'annotations');
  const common: Omit<Draft, 'selector'> = {
    tool: 'kyverno',
    checks,
    reason: textIn(annotations, 'writ.dev/why'),
    until: textIn(spec, 'expiresAt') ?? textIn(annotations, 'writ.dev/until'),
    where: whereIn(source, '/spec'),
  };
  return together(
    selectors.map((selector): Drafts => {
      if (typeof selector !== 'string') return { drafts: [{ ...common, selector }], refused: [] };
      const what = `PolicyException \`${textIn(metadata, 'name') ?? ''}\``;
      return { drafts: [], refused: [{ what, why: selector, where: common.where }] };
    }),
  );
}

function namesIn(spec: JsonObject, list: string, key: string): readonly string[] {
  return listIn(spec, list).flatMap((entry) => (isJsonObject(entry) ? (textIn(entry, key) ?? []) : []));
}

/** A selector for each alternative of `match`, or why there is none. */
function selectorsOf(spec: JsonObject): readonly (Selector | string)[] {
  for (const key of ['conditions', 'podSecurity'])
    if (Object.hasOwn(spec, key)) return [`its \`${key}\` have no equal here`];
  const match = objectIn(spec, 'match');
  const [any, all] = [listIn(match, 'any'), listIn(match, 'all')];
  if (all.length > 1 || (all.length > 0 && any.length > 0))
    return ['several filters at once have no equal here'];
  const filters = [...any, ...all];
  return filters.length === 0 ? ['it matches nothing'] : filters.map(selectorOf);
}

function selectorOf(filter: JsonValue): Selector | string {
  if (!isJsonObject(filter)) return 'its filter is no object';
  const unknown = Object.keys(filter).find((key) => key !== 'resources');
  if (unknown !== undefined) return `\`${unknown}\` says who asks, which no manifest tells`;
  const resources = objectIn(filter, 'resources');
  const other = Object.keys(resources).find((key) => !taken.has(key));
  if (other !== undefined) return `\`${other}\` has no equal here`;
  const kinds = textsIn(resources, 'kinds').map((kind) => kind.split('/').at(-1) ?? kind);
  const odd = kinds.find((kind) => !/^(?:[A-Z]\w*|\*)$/.test(kind));
  if (odd !== undefined) return `\`${odd}\` is no kind`;
  const name = textIn(resources, 'name');
  return {
    ...noSelector,
    kinds,
    names: [...textsIn(resources, 'names'), ...(name === null ? [] : [name])],
    namespaces: textsIn(resources, 'namespaces'),
    labels: labelsOf(objectIn(resources, 'selector')),
  };
}

/** Operations do not matter for what is there. */
const taken: ReadonlySet<string> = new Set([
  'kinds',
  'name',
  'names',
  'namespaces',
  'selector',
  'operations',
]);

function labelsOf(selector: JsonObject): LabelSelector | null {
  if (Object.keys(selector).length === 0) return null;
  const matchLabels = objectIn(selector, 'matchLabels') as LabelSelector['matchLabels'];
  const matchExpressions = listIn(selector, 'matchExpressions')
    .filter(isJsonObject)
    .map((entry) => ({
      key: textIn(entry, 'key') ?? '',
      operator: (textIn(entry, 'operator') ??
        'Exists') as LabelSelector['matchExpressions'][number]['operator'],
      values: textsIn(entry, 'values'),
    }));
  return { matchLabels, matchExpressions };
}
