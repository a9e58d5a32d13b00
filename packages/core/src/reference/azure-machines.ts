import type { FileProblem } from '../model/problem.ts';
import { entryValue, type Literal, type MapLiteral } from '../parse/literals/index.ts';
import { type ResolvedText, resolvedText, type TextPiece } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import type { ReferenceFact } from './fact.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { partOf, type Reference, referenceFact, slotsAt, unresolvedPart } from './reference.ts';

/**
 * Reads an image of the Azure Marketplace (`publisher`, `offer`, `sku`, `version`) or of a gallery that others share; an image of
 * one's own goes by `id` (https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage).
 */
export function* machineImage(site: LiteralSite, literal: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const { value } of site.evaluation.reduce(literal)) {
    if (value.is !== 'map') {
      if (value.is !== 'word' && !isOwn(value)) yield unknownImage(site, literal);
      continue;
    }
    const gallery = entryValue(value, 'communityGalleryImageId') ?? entryValue(value, 'sharedGalleryImageId');
    if (gallery) for (const reference of literalTexts(site, gallery)) yield galleryImage(site, reference);
    else yield* marketplaceImage(site, value);
  }
}

/** What a function looks up by an id is made by the repository, or by its owner. */
function isOwn(value: Literal): boolean {
  return value.is === 'call' || value.is === 'text';
}

function unknownImage(site: LiteralSite, literal: Literal): ReferenceFact {
  const { start, end } = literal;
  const text = site.file.text.slice(start, end);
  const name = `\${${text}}`;
  return referenceFact(
    site,
    { at: literal, resolved: resolvedText([]) },
    {
      kind: 'vm-image',
      name,
      request: { is: 'nothing' },
      unresolved: { part: 'name', because: `The value of ${name} is not known from the file.` },
      slots: [],
    },
  );
}

function* marketplaceImage(site: LiteralSite, map: MapLiteral): Iterable<ReferenceFact> {
  const { file } = site;
  const field = (key: string) => {
    const value = entryValue(map, key);
    return value ? literalTexts(site, value)[0] : undefined;
  };
  const parts = ['publisher', 'offer', 'sku'].map(field).filter((part) => part !== undefined);
  const shown = field('offer') ?? parts[0];
  if (!shown || parts.length < 2) return;
  const name = joinedBySlash(parts);
  const version = field('version');
  const request = version && { is: 'version' as const, text: version.resolved.text };
  const unresolved = unresolvedPart('name', name).unresolved
    ? unresolvedPart('name', name)
    : version
      ? unresolvedPart('version', version.resolved)
      : {};
  const pieces = [...name.pieces, ...(version?.resolved.pieces ?? [])];
  yield referenceFact(
    site,
    { at: shown.at, resolved: resolvedText(pieces) },
    {
      kind: 'vm-image',
      name: name.text,
      source: 'azuremarketplace.microsoft.com',
      request: request ?? { is: 'nothing' },
      ...unresolved,
      slots: version ? slotsAt(file, 'version', version.resolved, wholeOf(version.resolved)) : [],
    },
  );
}

function joinedBySlash(parts: readonly Reference[]): ResolvedText {
  const pieces = parts.flatMap(({ at, resolved }, index): readonly TextPiece[] => {
    const span = { start: at.start, end: at.end };
    const slash: TextPiece = { is: 'supplied', text: '/', span, verbatim: false, via: [] };
    return index === 0 ? resolved.pieces : [slash, ...resolved.pieces];
  });
  return resolvedText(pieces);
}

const galleryVersion = /^(?<name>.*)\/Versions\/(?<version>[^/]+)$/dis;

function galleryImage(site: LiteralSite, { at, resolved }: Reference): ReferenceFact {
  const match = galleryVersion.exec(resolved.text);
  const [, end = resolved.text.length] = match?.indices?.groups?.name ?? [];
  const [from, to] = match?.indices?.groups?.version ?? [];
  const version = from === undefined || to === undefined ? null : { start: from, end: to };
  const name = partOf(resolved, { start: 0, end });
  return referenceFact(
    site,
    { at, resolved },
    {
      kind: 'vm-image',
      name: name.text.replace(/^\//, ''),
      request: version
        ? { is: 'version', text: resolved.text.slice(version.start, version.end) }
        : { is: 'nothing' },
      ...(unresolvedPart('name', name).unresolved
        ? unresolvedPart('name', name)
        : unresolvedPart('version', resolved)),
      slots: version ? slotsAt(site.file, 'version', resolved, version) : [],
    },
  );
}

function wholeOf({ text }: ResolvedText): Span {
  return { start: 0, end: text.length };
}
