import type { Alignment } from './align.ts';
import type { FileWords } from './file-words.ts';
import type { Reference, References } from './references.ts';

/** A place where a file says something else than a reference: words that it lacks, and words that it has instead. */
export interface Difference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Whether it stands before the first shared word, where titles and copyright notices do. */
  readonly isHead: boolean;
  /** The shared word before it. */
  readonly after: string;
}

/** The places where a file differs from a reference within the reference's span, in order. */
export function differencesOf(
  { words }: FileWords,
  references: References,
  { reference, pairs, start, end }: Alignment,
): readonly Difference[] {
  const differences: Difference[] = [];
  let inFile = start;
  let inReference = reference.start;
  const between = (fileEnd: number, referenceEnd: number) => {
    if (inFile === fileEnd && inReference === referenceEnd) return;
    const lacking = [...references.words.subarray(inReference, referenceEnd)];
    const missing = lacking.filter((_, place) => !isOptional(reference, inReference + place));
    const extra = words.slice(inFile, fileEnd);
    // Where other words stand instead of optional ones, those are what another edition says there.
    const isWithin = lacking.length > 0 ? missing.length === 0 : isOptional(reference, inReference);
    if (isWithin && extra.length <= lacking.length + longestWording) return;
    const isHead = inReference === reference.start;
    const after = isHead ? '' : (words[inFile - 1] ?? '');
    differences.push({
      missing: missing.map((number) => references.vocabulary[number] ?? ''),
      extra,
      isHead,
      after,
    });
  };
  for (const pair of pairs) {
    between(pair.inFile, pair.inReference);
    inFile = pair.inFile + pair.length;
    inReference = pair.inReference + pair.length;
  }
  between(end, reference.end);
  return differences;
}

function isOptional({ optional }: Reference, place: number): boolean {
  return optional.some(([start, end]) => place >= start && place < end);
}

/** Whether a difference is about who holds the copyright and since when, which is no part of a license. */
export function isHolder({ missing, extra, after }: Difference): boolean {
  return [missing, extra].every((words) => {
    if (words.length > longestNotice || words.some((word) => limits.has(word))) return false;
    if (words.length === 0) return true;
    const start = after === 'copyright' ? 0 : words.indexOf('copyright') + 1;
    const isNotice = after === 'copyright' || (start > 0 && start < 4);
    return isNotice && words.slice(start, start + 4).some((word) => year.test(word));
  });
}

const longestNotice = 40;
const year = /^(?:(?:19|20)[\dx]{2}|year|yyyy)$/;

/** Whether so much is named otherwise that it may be another license, made from this one. */
export function isRewritten(differences: readonly Difference[]): boolean {
  return (
    differences.filter(({ missing, extra }) => missing.length > 0 && extra.length > 0).length > mostReplaced
  );
}

const mostReplaced = 6;

/** Whether a difference may change what a license allows or asks: a clause more or less, another version, a "not". */
export function isMaterial(difference: Difference): boolean {
  const { missing, extra, isHead } = difference;
  if (isHolder(difference)) return false;
  if (
    isHead &&
    extra.length === 0 &&
    missing.length <= longestTitle &&
    !missing.some((word) => limits.has(word))
  )
    return false;
  if (extra.length === 0 && title.test(missing.join(' '))) return false;
  const longest = missing.length === 0 || extra.length === 0 ? longestInsertion : longestWording;
  if (missing.length > longest || extra.length > longest) return true;
  // A number alone counts a paragraph.
  if (missing.length === 0 && extra.length === 1 && version.test(extra[0] ?? '')) return false;
  return [...missing, ...extra].some((word) => material.has(word) || version.test(word));
}

// More words in a row are a clause, not another wording.
const longestWording = 12;
// What stands there besides, or is left out, says something of its own sooner.
const longestInsertion = 7;
const title = /^(?:the )?gnu (?:lesser |library |affero )?general public license(?: version \d)?$/;
const version = /^v?\d{1,2}$/;
const longestTitle = 24;
const limits: ReadonlySet<string> = new Set([
  ...['permission', 'granted', 'hereby', 'provided', 'redistribution'],
  'this',
  'program',
  'not',
  'no',
  'only',
  'must',
  'shall',
  'may',
  'except',
  'subject',
]);
const material: ReadonlySet<string> = new Set([
  ...[
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'whichever',
    'unmodified',
  ],
  ...[
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'unchanged',
    'immediately',
    'subject',
    'incompatible',
  ],
  ...[
    'not',
    'no',
    'with',
    'non',
    'never',
    'nor',
    'neither',
    'without',
    'except',
    'unless',
    'only',
    'must',
    'shall',
    'may',
  ],
  ...['commercial', 'noncommercial', 'sell', 'sold', 'fee', 'charge', 'production', 'compete', 'competing'],
  ...[
    'prohibited',
    'prohibit',
    'forbidden',
    'restriction',
    'restricted',
    'limited',
    'permission',
    'permitted',
  ],
  ...[
    'advertising',
    'endorse',
    'patent',
    'patents',
    'condition',
    'conditions',
    'retain',
    'reproduce',
    'include',
  ],
  ...[
    'modify',
    'modified',
    'modification',
    'distribute',
    'distributed',
    'redistribute',
    'sublicense',
    'source',
  ],
  ...[
    'affero',
    'lesser',
    'library',
    'later',
    'attribution',
    'sharealike',
    'noderivs',
    'research',
    'educational',
  ],
]);
