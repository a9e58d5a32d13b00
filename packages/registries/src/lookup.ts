import type { Answer, Lookup, ResolvedOccurrence } from '@fineprint/core';
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
  return {
    online: true,
    ...(trees ? { fetch: (occurrence) => trees.fetch(occurrence) } : {}),
    ask(occurrence) {
      const known = asked.get(occurrence.ref) ?? ask(registries, occurrence, means);
      asked.set(occurrence.ref, known);
      return known;
    },
  };
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
