import { atomOf, type At } from './atom.ts';
import { isNativeList, isNativeMap, type Native } from './go-value.ts';

/** The paths of all lists, maps and structs within a configuration that would be replaced as a whole. */
export function atomicPaths(value: Native, at: At, path = ''): readonly string[] {
  const { map, list } = atomOf(at);
  if (isNativeMap(value) && map !== null) {
    const inner = Object.entries(value).flatMap(([key, field]) => {
      const declared = map.field(key);
      return declared === undefined ? [] : atomicPaths(field, declared, `${path}.${key}`);
    });
    return map.atomic ? [path, ...inner] : inner;
  }
  if (!isNativeList(value) || list === null) return [];
  const inner = value.flatMap((item, index) => atomicPaths(item, list.element, `${path}[${index}]`));
  return list.atomic ? [path, ...inner] : inner;
}
