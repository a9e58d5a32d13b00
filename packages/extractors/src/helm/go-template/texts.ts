import { joined, nothing, plain, type Result, runsWithin, textOf, truth } from './result.ts';

// No reference is nearly as long; a text that is doubled again and again ends here.
const longestText = 4000;
const mostRuns = 200;

const verb = /%(?<verb>[a-z%])/g;

/** Fills the verbs of a format. */
export function printf([format, ...given]: readonly Result[]): Result | undefined {
  const text = plain(format);
  const parts: Result[] = [];
  let at = 0;
  let next = 0;
  for (const match of text.matchAll(verb)) {
    parts.push(textOf(text.slice(at, match.index)));
    at = match.index + match[0].length;
    if (match.groups?.verb === '%') parts.push(textOf('%'));
    else {
      parts.push(given[next] ?? nothing);
      next += 1;
    }
  }
  // A verb with a width or precision is none of a reference.
  return text.slice(at).includes('%') ? undefined : concatenated([...parts, textOf(text.slice(at))]);
}

/** Texts one after the other; what is unknown stays in them as its expression. */
export function concatenated(given: readonly Result[]): Result | undefined {
  const runs = given.flatMap((value) => {
    if (value.is === 'text') return value.runs;
    if (value.is === 'truth') return [{ text: String(value.value), at: null, verbatim: false }];
    if (value.is === 'unknown') return [{ text: `{{ ${value.source} }}`, at: null, verbatim: false }];
    return [];
  });
  const isTooLong = runs.length > mostRuns || joined(runs).length > longestText;
  return isTooLong || given.some(({ is }) => is === 'map' || is === 'list')
    ? undefined
    : { is: 'text', runs };
}

/** A stretch of a text: what is left of it stands where it stood. */
export function stretch(
  value: Result | undefined,
  of: (text: string) => readonly [number, number],
): Result | undefined {
  if (value?.is !== 'text') return value?.is === 'nothing' ? value : undefined;
  const [start, end] = of(joined(value.runs));
  return Number.isInteger(end) && end >= 0
    ? { is: 'text', runs: runsWithin(value.runs, start, end) }
    : undefined;
}

/** A text without its beginning or end, if it has it. */
export function withoutPart(part: Result | undefined, value: Result | undefined, isPrefix: boolean) {
  const cut = plain(part);
  return stretch(value, (text) => {
    if (isPrefix) return [text.startsWith(cut) ? cut.length : 0, text.length];
    return [0, text.endsWith(cut) ? text.length - cut.length : text.length];
  });
}

/** A text made of another: it stands where that stood, but not as it is. */
export function changed(value: Result | undefined, of: (text: string) => string): Result | undefined {
  if (value?.is !== 'text') return value?.is === 'nothing' ? value : undefined;
  const before = joined(value.runs);
  const after = before.length > longestText ? before : of(before);
  if (after === before) return value;
  if (after.length > longestText) return undefined;
  const at = value.runs.find((run) => run.at)?.at ?? null;
  return { is: 'text', runs: [{ text: after, at, verbatim: false }] };
}

/** A text with another in place of each of its parts; what would be too long is not made. */
export function replaced(value: Result | undefined, old: string, by: string): Result | undefined {
  const parts = plain(value).split(old);
  return parts.length * by.length > longestText ? undefined : changed(value, () => parts.join(by));
}

/** Whether a text passes a test with another. */
export function tested(
  part: Result | undefined,
  value: Result | undefined,
  test: (text: string, part: string) => boolean,
): Result | undefined {
  if (part?.is !== 'text' || (value?.is !== 'text' && value?.is !== 'nothing')) return undefined;
  return truth(test(plain(value), plain(part)));
}

/** The parts of a text between separators; they stand nowhere in particular. */
export function split(
  separator: Result | undefined,
  value: Result | undefined,
): readonly Result[] | undefined {
  if (value?.is !== 'text' || plain(separator) === '') return undefined;
  return joined(value.runs).split(plain(separator), mostRuns).map(textOf);
}
