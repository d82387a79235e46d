/** A source of numbers that repeats for the same seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
type Mutation = (bytes: Buffer, other: Buffer, random: Random) => Buffer;

const tokens = [
  '---\n',
  '\t',
  '\r',
  '"',
  "'",
  '[',
  '{',
  '}',
  ']',
  ': ',
  '- ',
  '|',
  '>',
  '&a ',
  '*a',
  '<<: ',
  '!!',
  '#',
  '%',
  '\0',
  '\u{feff}',
  '{{ .Values.x }}',
  '__proto__: ',
  '\n',
  '?',
  '9'.repeat(40),
  '~',
];

const mutations: readonly Mutation[] = [
  // Cut a piece out.
  (bytes, _, random) => {
    const from = random(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random(64))]);
  },
  // End early.
  (bytes, _, random) => bytes.subarray(0, random(bytes.length + 1)),
  // Splice a piece of another file in.
  (bytes, other, random) => {
    const from = random(bytes.length + 1);
    const start = random(other.length + 1);
    return Buffer.concat([
      bytes.subarray(0, from),
      other.subarray(start, start + random(400)),
      bytes.subarray(from),
    ]);
  },
  // Repeat a piece.
  (bytes, _, random) => {
    const from = random(bytes.length + 1);
    const piece = bytes.subarray(from, from + 1 + random(40));
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array.from({ length: 1 + random(60) }, () => piece),
      bytes.subarray(from),
    ]);
  },
  // Change a byte.
  (bytes, _, random) => {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[random(changed.length)] = random(256);
    return changed;
  },
  // Put a token of YAML somewhere.
  (bytes, _, random) => {
    const from = random(bytes.length + 1);
    return Buffer.concat([
      bytes.subarray(0, from),
      Buffer.from(tokens[random(tokens.length)] ?? ''),
      bytes.subarray(from),
    ]);
  },
  // Swap two lines.
  (bytes, _, random) => {
    const lines = bytes.toString('latin1').split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return Buffer.from(lines.join('\n'), 'latin1');
  },
];

/** A real file with one to four changes. */
export function mutate(seeds: readonly Buffer[], random: Random): Buffer {
  const pick = (): Buffer => seeds[random(seeds.length)] ?? Buffer.alloc(0);
  let bytes = pick();
  for (let changes = 1 + random(4); changes > 0; changes--) {
    bytes = mutations[random(mutations.length)]?.(bytes, pick(), random) ?? bytes;
  }
  return bytes;
}
