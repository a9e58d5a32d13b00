import { entryValue, type Literal } from '../parse/literals/index.ts';
import type { ReferenceFact } from './fact.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { partOf, type Reference, referenceFact, unresolvedPart } from './reference.ts';

/**
 * Reads the image of a boot disk of Google Cloud: `project/family`, or one release of it, by the path of either
 * (https://cloud.google.com/compute/docs/images/os-details). What another resource puts out is one's own.
 */
export function* googleImage(site: LiteralSite, parameters: Literal): Iterable<ReferenceFact> {
  for (const { value } of site.evaluation.reduce(parameters)) {
    const image = value.is === 'map' ? entryValue(value, 'image') : undefined;
    for (const reference of image ? literalTexts(site, image) : []) {
      if (reference.resolved.pieces.some(({ is }) => is !== 'unresolved')) yield imageFact(site, reference);
    }
  }
}

const release = /-(?<version>v\d{8}[a-z]?)$/d;
const address = /^(?:https:\/\/[^/]+\/compute\/[a-z0-9]+\/)?(?:projects\/)?/;

function imageFact(site: LiteralSite, reference: Reference): ReferenceFact {
  const { resolved } = reference;
  const match = release.exec(resolved.text);
  const [start, end] = match?.indices?.groups?.version ?? [];
  const version = start === undefined || end === undefined ? null : { start, end };
  const name = partOf(resolved, { start: 0, end: match?.index ?? resolved.text.length });
  return referenceFact(site, reference, {
    kind: 'vm-image',
    name: name.text.replace(address, '').replace(/\/global\/images\/(?:family\/)?/, '/'),
    request: version
      ? { is: 'tag', text: resolved.text.slice(version.start, version.end) }
      : { is: 'nothing' },
    ...unresolvedPart('name', resolved),
    // A part of a name: which other releases there are only Google knows.
    slots: [],
  });
}
