// The kubelet takes `//etc` and `/./etc` for `/etc`; a path with `..` is refused by the API server.
const step = '(/+[.])*/+';
const end = '(/+[.]?)*';

/** A RE2 pattern of these paths of a node and the folders that hold them, in whatever way they are written. */
export function holding(paths: readonly string[]): string {
  return `^(${paths.map((path) => chain(path, '')).join('|')})?${end}$`;
}

/** The same, and of all that lies below them. */
export function holdingOrBelow(paths: readonly string[]): string {
  return `^(${paths.map((path) => chain(path, '(/.*)?')).join('|')})?${end}$`;
}

/** `/a/b` as `/a(/b)?`: the path, and each folder on the way to it. */
function chain(path: string, below: string): string {
  const parts = path.split('/').slice(1);
  return parts.reduceRight((rest, part, index) => {
    const pattern = `${step}${part.replaceAll('.', '[.]')}${rest}`;
    return index === 0 ? pattern : `(${pattern})?`;
  }, below);
}
