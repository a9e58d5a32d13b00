/** Whether all that may be waited for has passed. */
export type IsLate = () => boolean;

/** The most milliseconds in which a commit is fetched. */
export const mostMs = 60_000;
const atOnce = 8;

/** Asks for one thing after the other, several at once, until one cannot be had; a text says why. */
export async function severalAtOnce<T>(
  things: IteratorObject<T>,
  isLate: IsLate,
  ask: (thing: T) => Promise<string | null>,
): Promise<string | null> {
  let because: string | null = null;
  const lane = async () => {
    for (const thing of things) {
      if (isLate()) because ??= `Fetching it took more than ${mostMs / 1000} seconds.`;
      if (because !== null) return;
      const refused = await ask(thing);
      because ??= refused;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return because;
}
