import { claim } from '../discover/claim.ts';
import { compileGlobs, type Discovered } from '../discover/index.ts';
import { type LinkedScan, link } from '../link/link.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { effectOf } from '../model/problem.ts';
import { readFiles } from '../read/read.ts';
import type { ResolveMeans } from '../resolve/resolve.ts';

// Whoever uses a component uses neither its examples and tests nor what its authors build it with.
const isOfItsAuthors = compileGlobs([
  '**/{ci,example,examples,test,tests,fixtures,testdata,docs}/**',
  '**/.*/**',
]).some;

/** A copy whose facts are joined to occurrences. */
export interface LinkedCopy extends LinkedScan {
  /** Whether all that it uses is named; `null` where nobody can know: nothing in it is read, or it bundles more. */
  readonly isWhole: boolean | null;
}

/** Reads and links what of a copy matters to whoever uses the component, by the extractors that its kind names. */
export function linkCopy(
  { kind, ref }: ResolvedOccurrence,
  found: Discovered,
  within: string,
  extractors: readonly Extractor[],
  { kinds }: ResolveMeans,
): LinkedCopy {
  const own = kinds.get(kind)?.contents;
  const start = within === '' ? 0 : within.length + 1;
  const files = found.files.filter(({ path }) => !isOfItsAuthors(path.slice(start)));
  const readers = own === undefined ? extractors : extractors.filter(({ id }) => own.includes(id));
  const claimed = claim({ ...found, files }, readers);
  const linked = link(readFiles(claimed, { cache: null }), ref);
  return { ...linked, isWhole: wholeOf(linked, ref, claimed.claimed.length > 0) };
}

/** A copy whose files name nothing has no unit. */
function wholeOf({ whole, problems }: LinkedScan, ref: string, isReadable: boolean): boolean | null {
  const isRead = problems.every((problem) => effectOf(problem) !== 'unread');
  if (whole.has(ref)) return whole.get(ref) ?? null;
  return isRead && !isReadable ? null : isRead;
}
