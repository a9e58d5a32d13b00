import type { FileProblem, SourceFile } from '@fineprint/core';
import { cyclonedxLists, readCycloneDx } from './cyclonedx.ts';
import type { SbomFact } from './facts.ts';
import { field, listIn, placesOfItems, type Stretch, textIn } from './json.ts';
import { parsed, SbomError } from './parsed.ts';
import { readSpdx2, spdx2Lists } from './spdx-2.ts';
import { readSpdx3, spdx3Lists } from './spdx-3.ts';

/** Reads an SBOM in JSON, whoever made it: CycloneDX from 1.2 on, SPDX 2.2, 2.3 and 3.0. Throws an `SbomError`. */
export function* readSbom(file: SourceFile): Iterable<SbomFact | FileProblem> {
  const document = unwrapped(parsed(file.text));
  const form = formOf(document);
  const places = placesOfItems(file.text, form.lists);
  const misread: Stretch[] = [];
  for (const { item, ...fact } of form.read(document)) {
    const stretch = places[item ?? -1] ?? { start: 0, end: 0 };
    if (fact.is === 'misread') misread.push(stretch);
    else yield { ...fact, place: file.place(stretch) };
  }
  if (misread[0] !== undefined)
    yield file.problem('syntax-invalid', misreadMessage(misread.length), misread[0]);
}

function misreadMessage(count: number): string {
  return count === 1
    ? 'This item of a list of components is no object and is left out.'
    : `This and ${count - 1} more items of lists of components are no objects and are left out.`;
}

interface Form {
  readonly lists: ReadonlySet<string>;
  read(document: unknown): ReturnType<typeof readCycloneDx>;
}

function formOf(document: unknown): Form {
  if (textIn(document, 'bomFormat') === 'CycloneDX') return { lists: cyclonedxLists, read: readCycloneDx };
  if (textIn(document, 'spdxVersion') !== null) return { lists: spdx2Lists, read: readSpdx2 };
  const context = [field(document, '@context')].flat().filter((each) => typeof each === 'string');
  if (context.some((each) => each.includes('spdx.org/rdf/3')) && listIn(document, '@graph').length > 0)
    return { lists: spdx3Lists, read: readSpdx3 };
  throw new SbomError('It is neither a report (json-1), nor CycloneDX, nor SPDX.');
}

/** GitHub's API answers with the SPDX document under `sbom`. */
function unwrapped(document: unknown): unknown {
  const inner = field(document, 'sbom');
  return textIn(inner, 'spdxVersion') === null ? document : inner;
}
