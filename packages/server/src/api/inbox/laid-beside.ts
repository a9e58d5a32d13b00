import { licenseWords, type Words } from '@fineprint/licenses';
import { diffArrays } from 'diff';
import * as z from 'zod';

const pieces = z.array(z.object({ text: z.string(), differs: z.boolean() }));

/** A text that was found, and the standard text of a licence, each in pieces that are in the other or are not. */
export const laidBesideSchema = z.object({ found: pieces, standard: pieces });
type LaidBeside = z.infer<typeof laidBesideSchema>;

// Who needs more words changed has another licence before them.
const mostChanges = 600;

/**
 * Lays a text beside a standard one, as the SPDX guidelines compare them: by words, without titles, copyright notices and
 * punctuation, which are never marked. `null` where they have too little in common.
 */
export function laidBeside(found: string, standard: string): LaidBeside | null {
  const [ours, theirs] = [licenseWords(found), licenseWords(standard)];
  const changes = diffArrays([...theirs.words], [...ours.words], { maxEditLength: mostChanges });
  if (changes === undefined) return null;
  const marked = { found: new Set<number>(), standard: new Set<number>() };
  let [inFound, inStandard] = [0, 0];
  for (const { added, removed, value } of changes) {
    for (let word = 0; word < value.length; word += 1) {
      if (added) marked.found.add(inFound + word);
      else if (removed) marked.standard.add(inStandard + word);
    }
    if (!removed) inFound += value.length;
    if (!added) inStandard += value.length;
  }
  return {
    found: inPieces(found, ours, marked.found),
    standard: inPieces(standard, theirs, marked.standard),
  };
}

/** Cuts a text where words begin to differ or to be the same; what stands between two that differ differs too. */
function inPieces(text: string, { starts, ends }: Words, marked: ReadonlySet<number>) {
  const all: { text: string; differs: boolean }[] = [];
  const add = (from: number, to: number, differs: boolean) => {
    if (to > from) all.push({ text: text.slice(from, to), differs });
  };
  let done = 0;
  for (let word = 0; word < starts.length; word += 1) {
    if (!marked.has(word)) continue;
    const start = Math.max(done, starts[word] ?? 0);
    while (marked.has(word + 1)) word += 1;
    const end = Math.max(start, ends[word] ?? 0);
    add(done, start, false);
    add(start, end, true);
    done = end;
  }
  add(done, text.length, false);
  return all;
}
