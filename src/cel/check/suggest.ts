/** `; did you mean 'x'?` with the nearest of the names, or nothing where none is near. */
export function suggest(wrong: string, names: Iterable<string>): string {
  const limit = Math.max(1, Math.floor(wrong.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const name of names) {
    const distance = nameDistance(wrong, name, least);
    if (distance < least) {
      best = name;
      least = distance;
    }
  }
  return best === undefined ? '' : `; did you mean '${best}'?`;
}

function nameDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit || a === b) {
    return limit;
  }
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : editDistance(a, b);
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
