import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import type { Judged } from './judged.ts';
import type { Row } from './test-file.ts';

/** What one case is about: an object, or a name that no object has. */
export type Chosen = { readonly judged: Judged } | { readonly missing: string } | { readonly all: true };

/** The objects that a row is about: those that it names, else all of them. */
export function choose(row: Row, judged: readonly Judged[]): readonly Chosen[] {
  const names = row.resources ?? [];
  const specs = row.resourceSpecs ?? [];
  if (names.length + specs.length === 0) return judged.length === 0 ? [{ all: true }] : judged.map(chosen);
  return [
    ...names.flatMap((name) =>
      orMissing(
        judged.filter((one) => isNamed(one, name)),
        name,
      ),
    ),
    ...specs.flatMap((spec) =>
      orMissing(
        judged.filter(({ resource }) => resource !== null && isSpecified(resource, spec)),
        spec.name ?? '',
      ),
    ),
  ];
}

function chosen(judged: Judged): Chosen {
  return { judged };
}

function orMissing(judged: readonly Judged[], name: string): readonly Chosen[] {
  return judged.length === 0 ? [{ missing: name }] : judged.map(chosen);
}

/** By its name, or by `namespace/name`; whatever its kind. */
function isNamed({ resource, name }: Judged, wanted: string): boolean {
  if (name === wanted) return true;
  const [namespace, rest, ...more] = wanted.split('/');
  return (
    resource !== null && more.length === 0 && rest === name && (namespaceOf(resource) ?? '') === namespace
  );
}

function isSpecified(resource: Resource, spec: NonNullable<Row['resourceSpecs']>[number]): boolean {
  const { group, version } = groupVersionOf(resource.apiVersion);
  const actual = { group, version, namespace: namespaceOf(resource) ?? '', name: nameOf(resource) };
  const { kind = '' } = spec;
  const isKind = kind === '' || kind === resource.kind;
  const fields = ['group', 'version', 'namespace', 'name'] as const;
  return isKind && fields.every((field) => (spec[field] ?? '') === actual[field]);
}
