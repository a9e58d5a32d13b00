const dayMs = 86_400_000;

/** The day of a time, in UTC, as the number of days since 1970. */
export function dayOf(ms: number): number {
  return Math.floor(ms / dayMs);
}

/** A day as ISO 8601 writes it. */
export function isoDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
