import { parseConstraint } from '@fineprint/core';

/** Whether a constraint has no upper bound, in the words of the ecosystem that a key is of. */
export function isOpenEnded(constraint: string, key: string): boolean {
  const text = constraint.trim();
  if (text.length > longest) return false;
  if (words.has(text.toLowerCase())) return true;
  if (key.startsWith('library:maven/') || key.startsWith('library:nuget/')) return isOpenInterval(text);
  // What is meant by a bare version or by `~` differs between ecosystems, and none of them leaves it open.
  const set = parseConstraint(text, 'npm');
  return !('invalid' in set) && set.some(({ to }) => to === null) && open.test(text);
}

const longest = 256;
const words: ReadonlySet<string> = new Set(['*', 'x', 'latest', 'latest.release', 'release', '+']);

// An operator that reaches upwards, or nothing but what is left out.
const open = />|!=|\*/;

/** `[1.0,)`, `(,)`: an interval whose end is not said. */
function isOpenInterval(text: string): boolean {
  return /,\s*[)\]]$/.test(text);
}
