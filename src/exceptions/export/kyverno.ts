import type { LabelSelector } from '../../core/policy.ts';
import type { Equivalents } from '../../rules/equivalents-of.ts';
import type { Exception, Selector } from '../exception.ts';
import type { Writable } from '../to-yaml.ts';
import { labelsAsWritten } from '../write-exception.ts';
import { checksFor } from './checks-for.ts';
import { unsaid, type Said } from './exported.ts';
import { patternAsExpression } from './pattern-as-expression.ts';

/** A PolicyException for ValidatingPolicies that are named as rules here; it ends by itself from Kyverno 1.19 on. */
export function toKyverno(exception: Exception): Said {
  const why = unsayable(exception.selector);
  if (why !== null) return unsaid(why);
  const expressions = conditionsOf(exception.selector);
  const spec = {
    policyRefs: exception.rules.map((name) => ({ name, kind: 'ValidatingPolicy' })),
    ...(expressions.length > 0 && {
      matchConditions: expressions.map((expression, index) => ({ name: `part-${index + 1}`, expression })),
    }),
    expiresAt: `${exception.until}T23:59:59Z`,
  };
  return { documents: [documentOf('policies.kyverno.io/v1', exception, spec)], untold: null };
}

/** A PolicyException for ClusterPolicies, named as in kyverno/policies; the day on which it ends is only told. */
export function toKyvernoClusterPolicy(exception: Exception, equivalents: Equivalents): Said {
  const { selector } = exception;
  const why = unsayable(selector);
  if (why !== null) return unsaid(why);
  const { checks, untold } = checksFor(exception, 'kyverno', equivalents);
  if (checks.length === 0) return { documents: [], untold };
  const { kinds, namespaces, names, labels } = selector;
  const resources: Writable = {
    kinds: kinds.length === 0 ? ['*'] : kinds,
    ...(namespaces.length > 0 && { namespaces }),
    ...(names.length > 0 && { names }),
    ...(labels !== null && { selector: labelsAsWritten(labels) }),
  };
  const spec = {
    exceptions: checks.map((policyName) => ({ policyName, ruleNames: ['*'] })),
    match: { any: [{ resources }] },
  };
  return { documents: [documentOf('kyverno.io/v2', exception, spec)], untold };
}

function documentOf(
  apiVersion: string,
  { rules, reason, approver, until }: Exception,
  spec: Writable,
): Writable {
  const annotations = { 'writ.dev/why': reason, 'writ.dev/approver': approver, 'writ.dev/until': until };
  const name = `writ-${rules.join('-')}`.slice(0, 63).replace(/[^a-z0-9]+$/, '');
  return { apiVersion, kind: 'PolicyException', metadata: { name, annotations }, spec };
}

function unsayable({ containers, files }: Selector): string | null {
  if (containers.length > 0) return 'a PolicyException is for whole objects, not for containers';
  return files.length > 0 ? 'a cluster knows no files' : null;
}

function conditionsOf({ kinds, namespaces, names, labels }: Selector): readonly string[] {
  return [
    ...comparing('object.kind', kinds),
    ...comparing('object.metadata.namespace', namespaces),
    ...comparing('object.metadata.name', names),
    ...(labels === null ? [] : labelled(labels)),
  ];
}

/** What has no namespace is lifted by `*` alone, which needs no condition. */
function comparing(field: string, patterns: readonly string[]): readonly string[] {
  if (patterns.length === 0 || patterns.includes('*')) return [];
  const plain = patterns.filter((pattern) => !/[*?]/.test(pattern));
  const [first] = plain;
  const parts = [
    ...(plain.length === 1 && first !== undefined ? [`${field} == ${quoted(first)}`] : []),
    ...(plain.length > 1 ? [`${field} in [${plain.map(quoted).join(', ')}]`] : []),
    ...patterns.filter((pattern) => /[*?]/.test(pattern)).map((pattern) => matching(field, pattern)),
  ];
  const isThere = field === 'object.metadata.namespace' ? 'has(object.metadata.namespace) && ' : '';
  const either = parts.length === 1 ? parts.join('') : `(${parts.join(' || ')})`;
  return [`${isThere}${either}`];
}

function matching(field: string, pattern: string): string {
  if (/^[^*?]+\*$/.test(pattern)) return `${field}.startsWith(${quoted(pattern.slice(0, -1))})`;
  return `${field}.matches(${quoted(`^${patternAsExpression(pattern)}$`)})`;
}

function labelled({ matchLabels, matchExpressions }: LabelSelector): readonly string[] {
  const label = (key: string): string => `object.metadata.labels[${quoted(key)}]`;
  const has = (key: string): string =>
    `has(object.metadata.labels) && ${quoted(key)} in object.metadata.labels`;
  const values = (list: readonly string[]): string => `[${list.map(quoted).join(', ')}]`;
  const equal = Object.entries(matchLabels).map(
    ([key, value]) => `${has(key)} && ${label(key)} == ${quoted(value)}`,
  );
  const others = matchExpressions.map(({ key, operator, values: list }) => {
    const there = has(key);
    if (operator === 'Exists') return there;
    if (operator === 'DoesNotExist') return `!(${there})`;
    const listed = `${there} && ${label(key)} in ${values(list)}`;
    return operator === 'In' ? listed : `!(${listed})`;
  });
  return [...equal, ...others];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
