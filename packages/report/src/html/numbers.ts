/** A number as English text writes it: `12,345`. */
export function numeral(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `3 places`, `1 place`, `0 places`. */
export function counted(count: number, noun: string): string {
  return `${numeral(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many of all: `3 of 12 places`, or `12 places` where it is all of them. */
export function shareOf(count: number, all: number, noun: string): string {
  return count === all ? counted(all, noun) : `${numeral(count)} of ${counted(all, noun)}`;
}
