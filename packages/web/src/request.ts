/** The part of an API path that continues a list where the page before it ended. */
export function following({ after }: Readonly<Record<string, string>>): string {
  return after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
}
