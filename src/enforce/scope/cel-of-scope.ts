import type { LabelSelector, ResourceRule, Scope, Subject } from '../../core/policy.ts';

/** Why a scope has no expression. */
export interface Inexpressible {
  readonly why: string;
}

/** A scope as a CEL expression over `request`, `object` and `oldObject`: for what constraints have no field for. */
export function celOfScope(scope: Scope): string | Inexpressible {
  if ('all' in scope) return joined(scope.all, ' && ', 'true');
  if ('any' in scope) return joined(scope.any, ' || ', 'false');
  if ('not' in scope) {
    const inner = celOfScope(scope.not);
    return typeof inner === 'string' ? `!(${inner})` : inner;
  }
  return leaf(scope);
}

/** A text as a CEL literal; a JSON text is one of the same value. */
export function literal(value: string | readonly string[]): string {
  return JSON.stringify(value);
}

function joined(scopes: readonly Scope[], operator: ' && ' | ' || ', none: string): string | Inexpressible {
  const parts: string[] = [];
  for (const scope of scopes) {
    const part = celOfScope(scope);
    if (typeof part !== 'string') return part;
    parts.push(`(${part})`);
  }
  return parts.length === 0 ? none : parts.join(operator);
}

type Leaf = Exclude<Scope, { all: unknown } | { any: unknown } | { not: unknown }>;

function leaf(scope: Leaf): string | Inexpressible {
  if ('resources' in scope) return ofRule(scope.resources);
  if ('kinds' in scope) return either(scope.kinds.map(ofKind));
  if ('operations' in scope) return `request.operation in ${literal(scope.operations)}`;
  if ('names' in scope) return ofPatterns(name, scope.names);
  if ('namespaces' in scope) return ofPatterns(namespace, scope.namespaces);
  if ('labels' in scope) return ofEither((object) => ofLabels(scope.labels, object));
  if ('annotations' in scope) return ofAnnotations(scope.annotations);
  if ('users' in scope) return either(scope.users.map(ofUser));
  return {
    why:
      'roles' in scope
        ? 'it asks for the roles of the requesting user, which no expression can read'
        : 'it combines labels of namespaces with other conditions, and those can only be selected by',
  };
}

/** What is there of the object: on deletion the old one. */
const current = '(object != null ? object : oldObject)';
const name = `${current}.?metadata.?name.orValue(${current}.?metadata.?generateName.orValue(""))`;
const namespace = 'request.?namespace.orValue("")';

function either(parts: readonly string[]): string {
  return parts.length === 0 ? 'false' : parts.map((part) => `(${part})`).join(' || ');
}

/** Whether a text is one of several patterns with `*` and `?`. */
function ofPatterns(text: string, patterns: readonly string[]): string {
  const plain = patterns.filter((pattern) => !/[*?]/.test(pattern));
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern));
  return either([
    ...(plain.length === 0 ? [] : [`${text} in ${literal(plain)}`]),
    ...wild.map((pattern) => matching(text, pattern)),
  ]);
}

function matching(text: string, pattern: string): string {
  if (!/[*?]/.test(pattern)) return `${text} == ${literal(pattern)}`;
  return `${text}.matches(${literal(regexOf(pattern))})`;
}

/** A pattern with `*` and `?` as a regular expression of RE2. */
function regexOf(pattern: string): string {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  return `^(?s:${escaped.replaceAll('*', '.*').replaceAll('?', '.')})$`;
}

function ofRule({ groups, versions, resources, names, operations }: ResourceRule): string {
  const listed = (field: string, allowed: readonly string[]): readonly string[] =>
    allowed.includes('*') ? [] : [`${field} in ${literal(allowed)}`];
  return [
    ...listed('request.resource.group', groups),
    ...listed('request.resource.version', versions),
    ...(resources.includes('*/*') ? [] : [either(resources.map(ofResource))]),
    ...(names.length === 0 ? [] : [`${name} in ${literal(names)}`]),
    ...listed('request.operation', operations),
  ]
    .map((part) => `(${part})`)
    .join(' && ');
}

function ofResource(pattern: string): string {
  const [resource = '', sub] = pattern.split('/');
  const main = resource === '*' ? 'true' : `request.resource.resource == ${literal(resource)}`;
  const subresource = 'request.?subResource.orValue("")';
  if (sub === undefined) return `${main} && ${subresource} == ""`;
  return sub === '*' ? `${main} && ${subresource} != ""` : `${main} && ${subresource} == ${literal(sub)}`;
}

/** `group/version/Kind`, parts left out from the left. */
function ofKind(pattern: string): string {
  const parts = pattern.split('/').toReversed();
  const fields = ['request.kind.kind', 'request.kind.version', 'request.kind.group'];
  return parts
    .flatMap((part, index) => (part === '*' ? [] : [matching(fields[index] ?? '""', part)]))
    .concat('true')
    .slice(0, Math.max(1, parts.filter((part) => part !== '*').length))
    .join(' && ');
}

function ofEither(test: (object: string) => string): string {
  return `(object != null && (${test('object')})) || (oldObject != null && (${test('oldObject')}))`;
}

function ofLabels({ matchLabels, matchExpressions }: LabelSelector, object: string): string {
  const labels = `${object}.?metadata.?labels.orValue({})`;
  const of = (key: string): string => `${labels}[${literal(key)}]`;
  const has = (key: string): string => `${literal(key)} in ${labels}`;
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${has(key)} && ${of(key)} == ${literal(value)}`),
    ...matchExpressions.map(({ key, operator, values }) => {
      if (operator === 'Exists') return has(key);
      if (operator === 'DoesNotExist') return `!(${has(key)})`;
      const listed = `${has(key)} && ${of(key)} in ${literal(values)}`;
      return operator === 'In' ? listed : `!(${listed})`;
    }),
  ];
  return parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(' && ');
}

function ofAnnotations(wanted: Readonly<Record<string, string>>): string {
  const one = (object: string): string => {
    const annotations = `${object}.?metadata.?annotations.orValue({})`;
    const parts = Object.entries(wanted).map(([key, value]) =>
      /[*?]/.test(key)
        ? `${annotations}.exists(k, ${matching('k', key)} && ${matching(`${annotations}[k]`, value)})`
        : `${literal(key)} in ${annotations} && ${matching(`${annotations}[${literal(key)}]`, value)}`,
    );
    return parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(' && ');
  };
  return ofEither(one);
}

function ofUser({ kind, name: user, namespace: within }: Subject): string {
  if (kind === 'Group') return `request.userInfo.groups.exists(g, ${matching('g', user)})`;
  const full = kind === 'ServiceAccount' ? `system:serviceaccount:${within ?? ''}:${user}` : user;
  return matching('request.userInfo.username', full);
}
