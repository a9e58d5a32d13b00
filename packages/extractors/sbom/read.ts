import type { FileProblem, SourceFile } from '@fineprint/core';
import { cyclonedxLists, readCycloneDx } from './cyclonedx.ts';
import type { SbomFact } from './facts.ts';
import { field, listIn, placesOfItems, textIn } from './json.ts';
import { readSpdx2, spdx2Lists } from './spdx-2.ts';
import { readSpdx3, spdx3Lists } from './spdx-3.ts';

/** A text that is no SBOM that can be read; the message says what it is instead, and what to do. */
export class SbomError extends Error {
  override readonly name = 'SbomError';
}

/** Reads an SBOM in JSON, whoever made it: CycloneDX from 1.2 on, SPDX 2.2, 2.3 and 3.0. Throws an `SbomError`. */
export function* readSbom(file: SourceFile): Iterable<SbomFact | FileProblem> {
  const document = unwrapped(parsed(file.text));
  const form = formOf(document);
  const places = placesOfItems(file.text, form.lists);
  for (const { item, ...fact } of form.read(document)) {
    const stretch = places[item ?? -1] ?? { start: 0, end: 0 };
    yield { ...fact, place: file.place(stretch) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = others.find(([pattern]) => pattern.test(text.slice(0, 4_096)))?.[1];
    if (what !== undefined) throw new SbomError(`It is ${what}; an SBOM is read in JSON.`, { cause });
    throw new SbomError(`It is no JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

const others: readonly (readonly [RegExp, string])[] = [
  [/^\s*<[^{]*cyclonedx\.org\/schema\/bom/s, 'CycloneDX in XML'],
  [/^SPDXVersion:/m, 'SPDX in its tag-value form'],
  [/^\s*</, 'XML'],
];

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
