import type { ServedKind } from '../operations/cluster-port.ts';

/** Where the objects of a kind are: all, those of a namespace, or one. */
export function pathOf(
  { group, version, resource, namespaced }: ServedKind,
  namespace: string | null,
  name: string | null = null,
): string {
  const root = group === '' ? `/api/${encode(version)}` : `/apis/${encode(group)}/${encode(version)}`;
  const within = namespaced && namespace !== null ? `/namespaces/${encode(namespace)}` : '';
  return `${root}${within}/${encode(resource)}${name === null ? '' : `/${encode(name)}`}`;
}

/** A path with a query; what is null is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null>>): string {
  const stated = Object.entries(query).flatMap<[string, string]>(([key, value]) =>
    value === null ? [] : [[key, String(value)]],
  );
  return stated.length === 0 ? path : `${path}?${new URLSearchParams(stated).toString()}`;
}

/** `.` and `..` would lead elsewhere, and no object is called so. */
function encode(part: string): string {
  return /^\.+$/.test(part) ? part.replaceAll('.', '%2E') : encodeURIComponent(part);
}
