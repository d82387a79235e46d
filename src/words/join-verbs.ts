import type { Token } from './tokens.ts';

/** Verbs of two words, which may stand apart, and how they end. */
const verbs: Readonly<Record<string, RegExp>> = {
  scale: /^(?:up|down)$/,
  roll: /^(?:back|out)$/,
  turn: /^(?:on|off)$/,
  switch: /^(?:on|off)$/,
};

/** How far apart the two may stand. */
const farthest = 6;

/** Brings verbs of two words together: `roll web-app back` is read as `roll back web-app`. */
export function joinVerbs(tokens: readonly Token[]): readonly Token[] {
  for (const [at, { key, quoted }] of tokens.entries()) {
    const ending = !quoted && Object.hasOwn(verbs, key) ? verbs[key] : undefined;
    const end = ending === undefined ? null : endingAfter(tokens, at, ending);
    if (end === null) continue;
    const [particle] = tokens.slice(end, end + 1);
    if (particle === undefined) continue;
    // A mark after the particle belongs to what now stands last.
    const between = tokens.slice(at + 1, end);
    const moved = between.map((token, index) =>
      index === between.length - 1 ? { ...token, ends: particle.ends } : token,
    );
    return [
      ...tokens.slice(0, at + 1),
      { ...particle, ends: false },
      ...moved,
      ...joinVerbs(tokens.slice(end + 1)),
    ];
  }
  return tokens;
}

function endingAfter(tokens: readonly Token[], verb: number, ending: RegExp): number | null {
  for (let at = verb + 1; at < tokens.length && at <= verb + farthest; at += 1) {
    const token = tokens[at];
    if (token === undefined || tokens[at - 1]?.ends !== false) return null;
    if (!token.quoted && ending.test(token.key)) return at === verb + 1 || !isEnding(tokens, at) ? null : at;
  }
  return null;
}

/** `on` ends a verb only where no name follows: `turn the flag on for web-app`, not `turn it on web-app`. */
function isEnding(tokens: readonly Token[], at: number): boolean {
  const [token, next] = tokens.slice(at, at + 2);
  return (
    token?.key !== 'on' || token.ends || next === undefined || /^(?:for|in|of|please|now)$/.test(next.key)
  );
}
