/** `a, b and c`; what is joined with another word than `and` says so. */
export function listed(items: readonly string[], conjunction = 'and'): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** At most so many of the items, and how many more there are. */
export function someOf(items: readonly string[], most: number): readonly string[] {
  const left = items.length - most;
  return left > 0 ? [...items.slice(0, most), `${left} more`] : items;
}

/** Text of at most so many characters; where it is cut it says how much is left out. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} characters more)`;
}

/** A sentence: a capital letter first, unless it begins with a name or a value, and a full stop last. */
export function sentence(text: string): string {
  const begun = (text.charAt(0).toUpperCase() + text.slice(1)).replace(/,$/, '');
  return /[\w)][.!?]"?$|:$/.test(begun) ? begun : `${begun}.`;
}
