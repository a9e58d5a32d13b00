import { entryValue, type Literal } from '../parse/literals/index.ts';
import type { ReferenceFact } from './fact.ts';
import { googleImageOf } from './google-image.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { type Reference, referenceFact, slotsAt, unresolvedPart } from './reference.ts';

/** Reads the image of a boot disk of Google Cloud; what another resource puts out is one's own. */
export function* googleImage(site: LiteralSite, parameters: Literal): Iterable<ReferenceFact> {
  for (const { value } of site.evaluation.reduce(parameters)) {
    const image = value.is === 'map' ? entryValue(value, 'image') : undefined;
    for (const reference of image ? literalTexts(site, image) : []) {
      if (reference.resolved.pieces.some(({ is }) => is !== 'unresolved')) yield imageFact(site, reference);
    }
  }
}

function imageFact(site: LiteralSite, reference: Reference): ReferenceFact {
  const { resolved } = reference;
  const { name, version } = googleImageOf(resolved.text, null);
  return referenceFact(site, reference, {
    kind: 'vm-image',
    name,
    request: version
      ? { is: 'tag', text: resolved.text.slice(version.start, version.end) }
      : { is: 'nothing' },
    ...unresolvedPart('name', resolved),
    slots: version ? slotsAt(site.file, 'version', resolved, version) : [],
  });
}
