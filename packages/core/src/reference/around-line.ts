// Whoever writes more on one line has made it by a program, and nothing is put beside it.
const longest = 1_000;

/** What stands before a place on its line; `null` where that is endless. */
export function lineBefore(text: string, at: number): string | null {
  const from = Math.max(at - longest, 0);
  const before = text.slice(from, at);
  const start = before.lastIndexOf('\n') + 1;
  return start === 0 && from > 0 ? null : before.slice(start);
}

/** The end of line that is in use around a place. */
export function lineEndAround(text: string, at: number): '\n' | '\r\n' {
  const near = text.slice(Math.max(at - longest, 0), at + longest);
  const end = near.indexOf('\n', Math.min(at, longest));
  const found = end < 0 ? near.lastIndexOf('\n') : end;
  return near[found - 1] === '\r' ? '\r\n' : '\n';
}
