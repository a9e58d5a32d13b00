import { printable, problemEffects } from '@fineprint/core';
import type { Left, PinPlan } from '@fineprint/pin';

// Of more places for one reason, the report tells all.
const mostShown = 10;

/** Says what was, or would be, pinned; of all that is read, or of what the extractors of `only` read. */
export function* pinnedInWords(
  { pinned, changes, left }: PinPlan,
  {
    isWritten,
    isOnline,
    only,
  }: { readonly isWritten: boolean; readonly isOnline: boolean; readonly only: readonly string[] },
): Iterable<string> {
  const files = changes.length === 1 ? 'one file' : `${changes.length} files`;
  const done = isWritten ? (pinned.length === 1 ? 'was pinned' : 'were pinned') : 'can be pinned';
  if (pinned.length > 0) yield `${counted(pinned.length)} ${done} in ${files}.`;
  else if (left.length === 0)
    yield only.length === 0 ? 'Everything is pinned.' : `Everything of ${only.join(', ')} is pinned.`;
  else if (isOnline) yield 'There is nothing that could be pinned.';
  else yield 'No registry was asked: --online finds out what tags, branches and constraints lead to.';
  if (!isWritten && pinned.length > 0) yield 'Nothing was written; --write does it.';
}

/** Says which files nobody can vouch for, because they could not be read as a whole. */
export function* unreadInWords({ problems }: PinPlan): Iterable<string> {
  const unread = problems.filter(({ code }) => problemEffects[code] === 'unread');
  if (unread.length === 0) return;
  yield unread.length === 1 ? 'One thing could not be read:' : `${unread.length} things could not be read:`;
  for (const { location, message } of unread.slice(0, mostShown))
    yield `    ${location ? printable(`${location.path}:${location.line}`) : ''}  ${printable(message)}`;
  if (unread.length > mostShown) yield `    … and ${unread.length - mostShown} more`;
}

function counted(count: number): string {
  return count === 1 ? 'One reference' : `${count} references`;
}

/** Lists what stays as it is under the reasons, the most frequent reason first. */
export function* leftInWords(left: readonly Left[]): Iterable<string> {
  if (left.length === 0) return;
  yield left.length === 1 ? 'One reference stays as it is:' : `${left.length} references stay as they are:`;
  const reasons = new Map<string, Left[]>();
  for (const each of left) {
    const known = reasons.get(each.because);
    if (known) known.push(each);
    else reasons.set(each.because, [each]);
  }
  const ordered = [...reasons].sort(([, a], [, b]) => b.length - a.length);
  for (const [because, all] of ordered) {
    yield `- ${printable(because)}`;
    // What a matrix fills in has one place, however many values there are.
    const places = [...new Set(all.map(placeOf))];
    yield* places.slice(0, mostShown);
    if (places.length > mostShown) yield `    … and ${places.length - mostShown} more`;
  }
}

function placeOf({ occurrence: { at, text } }: Left): string {
  return `    ${printable(`${at.path}:${at.line}`)}  ${printable(firstLine(text))}`;
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : `${text.slice(0, end)} …`;
}
