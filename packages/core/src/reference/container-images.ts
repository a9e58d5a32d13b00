import type { FileProblem } from '../model/problem.ts';
import type { Literal } from '../parse/literals/index.ts';
import type { ResolvedText } from '../parse/reference/index.ts';
import type { ReferenceFact } from './fact.ts';
import { imageReference } from './image-reference.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';

/** Reads the image that a literal names; one of a registry that is deployed, too, is first-party. */
export function* containerImages(site: LiteralSite, literal: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const reference of literalTexts(site, literal))
    if (!isOfOwnRegistry(reference.resolved)) yield* imageReference(site, reference);
}

/** `${registry.properties.loginServer}/app:v1` is an image of a registry that the repository makes or looks up. */
export function isOfOwnRegistry({ pieces }: ResolvedText): boolean {
  const [first] = pieces;
  return first?.is === 'unresolved' && /loginServer\s*\)*\}$/i.test(first.text);
}
