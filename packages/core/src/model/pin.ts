/** How firmly an occurrence is pinned, strongest first; `null` stands where nobody can know. */
export const pins = ['digest', 'commit', 'exact', 'tag', 'range', 'branch', 'none'] as const;
export type Pin = (typeof pins)[number];

/** The weakest of several pins; what nobody can know (`null`) is weaker than anything known. */
export function weakestPin(all: Iterable<Pin | null>): Pin | null {
  let weakest = -1;
  for (const pin of all) {
    if (pin === null) return null;
    weakest = Math.max(weakest, pins.indexOf(pin));
  }
  return pins[weakest] ?? null;
}

/** Tells whether `pin` is at least as strong as `least`. */
export function isAtLeast(pin: Pin, least: Pin): boolean {
  return pins.indexOf(pin) <= pins.indexOf(least);
}

/** Pins that `coverage.references.pinned` counts: what they name cannot change. */
export function isFirm(pin: Pin | null): boolean {
  return pin !== null && isAtLeast(pin, 'exact');
}
