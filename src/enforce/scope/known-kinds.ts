import type { Operation, ResourceRule } from '../../core/policy.ts';
import { kindsNamed, kindOfResource, type KindSchema, type Schema } from '../../schema/schema.ts';
import type { KnownKinds } from './known-kinds-port.ts';

/** What a schema knows of kinds; where a scope names kinds alone, it means these operations. */
export function knownKinds(schema: Schema, operations: readonly Operation[]): KnownKinds {
  return {
    rulesOf(kinds) {
      const rules = kinds.map((kind) => rulesOf(kind, schema));
      return rules.every((one) => one !== null) ? rules.flat().map((one) => ({ ...one, operations })) : null;
    },
    anything: () => ({ ...rule('*', '*', '*'), operations }),
    isWithinNamespaces: ({ groups, versions, resources }) =>
      groups.every((group) =>
        versions.every((version) =>
          resources.every((resource) => {
            const [name = ''] = resource.split('/');
            if (group === '' && name === 'namespaces') return true;
            return kindOfResource(schema, { group, version, resource: name })?.namespaced === true;
          }),
        ),
      ),
  };
}

function rulesOf(pattern: string, schema: Schema): readonly ResourceRule[] | null {
  if (pattern === '*' || pattern === '*/*') return [rule('*', '*', '*')];
  const { group, version, kind, subresource } = parts(pattern);
  if (/[*?]/.test(kind)) return null;
  const known = kindsNamed(schema, kind).filter(
    (one) => (group === null || group === one.group) && (version === null || version === one.version),
  );
  if (known.length === 0) return null;
  const groups = [...new Set(known.map((one) => one.group))];
  return groups.map((name) => {
    const [first] = known.filter((one) => one.group === name) as [KindSchema];
    const resource = subresource === null ? first.resource : `${first.resource}/${subresource}`;
    return rule(name, version ?? '*', resource);
  });
}

interface KindPattern {
  /** Null: any. */
  readonly group: string | null;
  readonly version: string | null;
  readonly kind: string;
  readonly subresource: string | null;
}

/** `Kind`, `version/Kind`, `group/version/Kind`, each also with `/subresource`; `*` is any. */
function parts(pattern: string): KindPattern {
  const all = pattern.split('/');
  const isSub = /(?:^|\/)[A-Z][^/]*\/[a-z][^/]*$/.test(pattern);
  const [kind = '', version = null, group = null] = (isSub ? all.slice(0, -1) : all).toReversed();
  const isCore = group === null && version !== null && /^v\d/.test(version);
  return {
    group: isCore ? '' : unlessAny(group),
    version: unlessAny(version),
    kind,
    subresource: isSub ? (all.at(-1) ?? null) : null,
  };
}

function unlessAny(part: string | null): string | null {
  return part === '*' ? null : part;
}

function rule(group: string, version: string, resource: string): ResourceRule {
  return {
    groups: [group],
    versions: [version],
    resources: [resource],
    names: [],
    operations: [],
    reach: '*',
  };
}
