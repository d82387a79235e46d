/** Something that Writ promises, and how it is tried; what it gives is a figure that was measured. */
export type Promised<World> = readonly [promise: string, keep: (world: World) => Promise<string | void>];

/** How many there were, and how many are broken. */
export interface Tried {
  readonly tried: number;
  readonly broken: number;
}

/** Tries promises one after the other, and says how each ended. */
export async function keepPromises<World>(
  promises: readonly Promised<World>[],
  worldFor: (index: number) => Promise<World> | World,
): Promise<Tried> {
  let broken = 0;
  for (const [index, [promise, keep]] of promises.entries()) {
    const begun = performance.now();
    const problem = await problemOf(async () => {
      const figure = await keep(await worldFor(index));
      console.log(`kept   ${secondsSince(begun)} s  ${promise}${figure === undefined ? '' : `: ${figure}`}`);
    });
    if (problem === null) continue;
    broken++;
    console.error(`BROKEN ${secondsSince(begun)} s  ${promise}\n${problem}`);
  }
  return { tried: promises.length, broken };
}

async function problemOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (cause) {
    return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  }
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
}
