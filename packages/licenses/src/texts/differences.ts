import type { Alignment } from './align.ts';
import type { FileWords } from './file-words.ts';
import type { Reference, References } from './references.ts';

/** A place where a file says something else than a reference: words that it lacks, and words that it has instead. */
export interface Difference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
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
    differences.push({ missing: missing.map((number) => references.vocabulary[number] ?? ''), extra });
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

/** Whether a difference may change what a license allows or asks: a clause more or less, another version, a "not". */
export function isMaterial({ missing, extra }: Difference): boolean {
  if (extra.length === 0 && title.test(missing.join(' '))) return false;
  if (missing.length > longestWording || extra.length > longestWording) return true;
  // A number alone counts a paragraph.
  if (missing.length === 0 && extra.length === 1 && version.test(extra[0] ?? '')) return false;
  return [...missing, ...extra].some((word) => material.has(word) || version.test(word));
}

// More words in a row are a clause, not another wording.
const longestWording = 12;
const title = /^(?:the )?gnu (?:lesser |library |affero )?general public license(?: version \d)?$/;
const version = /^v?\d{1,2}$/;
const material: ReadonlySet<string> = new Set([
  ...[
    'not',
    'no',
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
