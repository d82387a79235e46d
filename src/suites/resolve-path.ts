/** A path that a file names, as seen from where we are: joined to the file's folder, `..` and `.` taken out. */
export function resolvePath(folder: string, path: string): string {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return path;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.replaceAll('\\', '/').split('/')) step(parts, part);
  const joined = parts.join('/');
  return joined === '' ? '.' : joined;
}

/** Takes one step from where a path has come to. */
function step(parts: string[], part: string): void {
  const isFirst = parts.length === 0;
  if (part === '.' || (part === '' && !isFirst)) return;
  const above = parts.at(-1);
  if (part === '..' && !isFirst && above !== '..' && above !== '') parts.pop();
  else parts.push(part);
}

/** The folder of a file; `.` for one that is named alone. */
export function folderOf(file: string): string {
  const end = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  if (end === 0) return '/';
  return end < 0 ? '.' : file.slice(0, end);
}
