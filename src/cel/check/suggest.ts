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
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const cell = (row: number, column: number): number => table[row * width + column] ?? 0;
  for (let row = 0; row <= a.length; row += 1) {
    for (let column = 0; column <= b.length; column += 1) {
      table[row * width + column] =
        row === 0 || column === 0
          ? row + column
          : Math.min(
              cell(row - 1, column) + 1,
              cell(row, column - 1) + 1,
              cell(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1),
              swapped(a, b, row, column) ? cell(row - 2, column - 2) + 1 : Infinity,
            );
    }
  }
  return cell(a.length, b.length);
}

function swapped(a: string, b: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
}
