import type { Answer, Lookup, ResolvedOccurrence, Verification } from '@fineprint/core';
import { contentHashes } from './content-hash.ts';
import { askedOrDefect } from './defect.ts';
import type { FetchedTrees } from './fetched-trees.ts';
import type { AskingMeans, Registry } from './registry.ts';

/** Makes registries the look-up of a scan: the first that knows the kind and the source answers; what components hold is fetched. */
export function registryLookup(
  registries: readonly Registry[],
  means: AskingMeans,
  trees: FetchedTrees | null = null,
): Lookup {
  const asked = new Map<string, Promise<Answer>>();
  const searches = new Set<string>();
  const maySearch = (what: string) => {
    if (searches.size < mostSearches) searches.add(what);
    return searches.has(what);
  };
  return {
    online: true,
    hash: contentHashes(registries, means),
    ...(trees ? { fetch: (occurrence) => trees.fetch(occurrence) } : {}),
    ask(occurrence) {
      const { ref, claimed = '' } = occurrence;
      // A claim is asked about more leniently than a request of the same name.
      const question = `${ref}\0${claimed}`;
      const known = asked.get(question) ?? ask(registries, occurrence, means);
      asked.set(question, known);
      return known;
    },
    // The web asks each thing once; what a comment claims differs from place to place.
    verify: (occurrence) => verify(registries, occurrence, means, maySearch),
  };
}

// A history that has to be searched is an exception; a repository with hundreds of them was made to keep us busy.
const mostSearches = 100;

async function verify(
  registries: readonly Registry[],
  occurrence: ResolvedOccurrence,
  means: AskingMeans,
  maySearch: (what: string) => boolean,
): Promise<Verification> {
  for (const { title, kinds, verify: asking } of registries) {
    if (!asking || !kinds.includes(occurrence.kind)) continue;
    const answer = await askedOrDefect(title, () => asking(occurrence, means, maySearch));
    if (answer !== null) return answer.is === 'defect' ? { ...answer, is: 'unanswered' } : answer;
  }
  return { is: 'nothing' };
}

async function ask(
  registries: readonly Registry[],
  occurrence: ResolvedOccurrence,
  means: AskingMeans,
): Promise<Answer> {
  for (const { title, kinds, resolve } of registries) {
    if (!resolve || !kinds.includes(occurrence.kind)) continue;
    const answer = await askedOrDefect(title, () => resolve(occurrence, means));
    if (answer !== null) return answer.is === 'defect' ? { ...answer, is: 'unanswered' } : answer;
  }
  return { is: 'offline' };
}
