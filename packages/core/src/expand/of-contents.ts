import type { DiscoveredFile } from '../discover/index.ts';
import { compileGlobs } from '../discover/index.ts';
import type { Extractor } from '../model/extractor.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import type { ResolveMeans } from '../resolve/resolve.ts';

// Whoever uses a component uses neither its examples and tests nor what its authors build it with.
const isOfItsAuthors = compileGlobs([
  '**/{example,examples,test,tests,fixtures,testdata,docs}/**',
  '**/.*/**',
]).some;

/** The files of a copy that matter to whoever uses the component, and the extractors that read them. */
export function ofContents(
  files: readonly DiscoveredFile[],
  within: string,
  { kind }: ResolvedOccurrence,
  extractors: readonly Extractor[],
  { kinds }: ResolveMeans,
): { readonly files: readonly DiscoveredFile[]; readonly readers: readonly Extractor[] } {
  const own = kinds.get(kind)?.contents;
  const start = within === '' ? 0 : within.length + 1;
  return {
    files: files.filter(({ path }) => !isOfItsAuthors(path.slice(start))),
    readers: own === undefined ? extractors : extractors.filter(({ id }) => own.includes(id)),
  };
}
