import { type Extractor, type Linked, locate, problem, type UnitFiles } from '@fineprint/core';
import type { SbomFact } from './facts.ts';
import { type NamedComponent, occurrencesOf, theNamed } from './occurrences.ts';
import { readSbom } from './read.ts';

/**
 * SBOMs, whoever made them: `check` reads them, and a scan of a repository does not, since what they list is named there
 * elsewhere. An SBOM is a lockfile without a manifest: each component is one place in it.
 */
export const sbom = {
  id: 'sbom',
  title: 'SBOMs',
  formats: [{ id: 'sbom', role: 'lockfile', files: ['**/*.json'], words: [], read: readSbom }],
  unit: (path) => path,
  *link({ files }: UnitFiles<SbomFact>): Iterable<Linked> {
    yield { is: 'unit', kind: 'sbom' };
    for (const { path, facts } of files) {
      const needs = new Map<string, string[]>();
      let subject: Subject | null = null;
      const components: NamedComponent[] = [];
      const byId = new Map<string, NamedComponent>();
      for (const fact of facts) {
        if (fact.is === 'subject') subject = fact;
        else if (fact.is === 'edge') {
          const known = needs.get(fact.from);
          if (known === undefined) needs.set(fact.from, [...fact.to]);
          else for (const to of fact.to) known.push(to);
        } else if (fact.is === 'left-out') yield leftOut(path, fact);
        else {
          const one = theNamed(fact);
          if (one.doubt !== null) yield problem('reference-invalid', one.doubt, locate(path, fact.place));
          if (byId.has(fact.id)) yield problem('reference-invalid', twice(fact.id), locate(path, fact.place));
          else byId.set(fact.id, one);
          components.push(one);
        }
      }
      if (components.length === 0)
        yield problem('nothing-recognised', 'The SBOM lists no component.', locate(path));
      yield* occurrencesOf(components, {
        path,
        byId,
        needs,
        direct: needs.get(subject?.id ?? '') ?? null,
        // An SBOM lists what a product is made of; what an image is made of is deployed with it.
        usage: subject?.type === 'container' ? 'deployed' : 'distributed',
      });
    }
  },
} as const satisfies Extractor<SbomFact>;

type Subject = Extract<SbomFact, { readonly is: 'subject' }>;

function twice(id: string): string {
  return `Another component of the SBOM has the id "${id}" too; what needs "${id}" is said of the first.`;
}

function leftOut(
  path: string,
  { count, what, place }: Extract<SbomFact, { readonly is: 'left-out' }>,
): Linked {
  const message =
    count === 1
      ? `One of the ${what} that the SBOM lists is no component and is left out.`
      : `${count} ${what} that the SBOM lists are no components and are left out.`;
  return problem('file-unclaimed', message, locate(path, place));
}
