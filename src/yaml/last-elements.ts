/** Something that was looked up in a JSON text. */
export interface FoundEntry {
  readonly offset: number;
  readonly value: number;
}

/** The last element that was looked up in a list, and where it stands. */
interface LastElement {
  readonly index: number;
  readonly at: number;
}

/**
 * Where look-ups in each large collection ended: findings come in order, and to go through a collection anew
 * for each would take time that grows with its square.
 */
export class LastElements {
  readonly #lists = new Map<number, LastElement>();
  readonly #entries = new Map<string, FoundEntry>();

  /** Where to begin to count towards an element: at its list's first, which is given, or at the last one found. */
  before(list: number, index: number, first: number): LastElement {
    const last = this.#lists.get(list);
    return last !== undefined && last.index <= index ? last : { index: 0, at: first };
  }

  /** Remembers an element, unless its list is short. */
  found(list: number, index: number, at: number): void {
    if (index >= longEnough) this.#lists.set(list, { index, at });
  }

  /** An entry of a mapping that was looked up before. */
  entry(map: number, key: string): FoundEntry | undefined {
    return this.#entries.get(`${map} ${key}`);
  }

  /** Remembers an entry, unless its mapping is small. */
  foundEntry(
    map: number,
    key: string,
    { entry, end }: { readonly entry: FoundEntry; readonly end: number },
  ): void {
    if (end - map >= largeEnough) this.#entries.set(`${map} ${key}`, entry);
  }
}

const longEnough = 64;
/** Characters. */
const largeEnough = 16_384;
