import {
  downloadParts,
  entryValue,
  type FileProblem,
  invalidReference,
  type LiteralSite,
  literalTexts,
  type MapLiteral,
  partOf,
  type Reference,
  type ReferenceParts,
  type ResolvedText,
  referenceFact,
  slotsAt,
  unresolvedPart,
} from '@fineprint/core';
import type { ArmFact } from './facts.ts';
import { deployedTo } from './functions.ts';

/** Reads `templateLink` (https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates). */
export function* readLink(site: LiteralSite, link: MapLiteral): Iterable<ArmFact | FileProblem> {
  const relative = entryValue(link, 'relativePath');
  if (relative) {
    for (const { at, resolved } of literalTexts(site, relative))
      if (resolved.isResolved) yield { is: 'local', path: resolved.text, place: site.file.place(at) };
    return;
  }
  const uri = entryValue(link, 'uri');
  if (uri) for (const reference of literalTexts(site, uri)) yield* uriReference(site, reference);
  const id = entryValue(link, 'id');
  if (id) for (const reference of literalTexts(site, id)) yield specReference(site, reference);
}

/** A URL, or a path beside the template itself: its place is known only to who deploys it. */
function* uriReference(site: LiteralSite, written: Reference): Iterable<ArmFact | FileProblem> {
  const { file } = site;
  const reference = { ...written, resolved: withoutToken(written.resolved) };
  const { resolved } = reference;
  const relative = relativePath(resolved);
  if (relative && isOwnPlace.test(resolved.pieces[0]?.text ?? '')) {
    yield { is: 'local', path: relative, place: file.place(reference.at) };
    return;
  }
  const parts = downloadParts(file, resolved);
  const beside = relative ?? besideArtifacts(resolved);
  if (parts) {
    const fact = referenceFact(site, reference, { ...parts, kind: 'arm-template' });
    yield beside ? { ...fact, relative: beside } : fact;
  } else if (resolved.isResolved) yield invalidReference(file, reference, 'it is no URL');
  else {
    const fact = referenceFact(site, reference, unknownTemplate(resolved));
    yield relative ? { ...fact, relative } : fact;
  }
}

function unknownTemplate(resolved: ResolvedText): ReferenceParts {
  return {
    kind: 'arm-template',
    name: resolved.text,
    request: { is: 'nothing' },
    ...unresolvedPart('name', resolved),
    slots: [],
  };
}

// Where the template itself was deployed from; by convention a parameter of this name says so.
const isOwnPlace = /^\$\{(?:deployment\(\)|parameters\('_artifactsLocation'\))/i;

/** What stands behind a part that is not known, where that is a path. */
function relativePath({ pieces }: ResolvedText): string | undefined {
  const [first, ...rest] = pieces;
  if (first?.is !== 'unresolved' || rest.some(({ is }) => is === 'unresolved')) return undefined;
  const path = rest
    .map(({ text }) => text)
    .join('')
    .replace(/^\/+/, '')
    .replace(/\?.*$/s, '');
  return path === '' ? undefined : path;
}

/** What stands behind the default of `_artifactsLocation`, the URL that the template and those beside it are published at. */
function besideArtifacts({ pieces }: ResolvedText): string | undefined {
  const [first, ...rest] = pieces;
  const isBase = first?.via.some(({ name }) => name === 'parameters/_artifactslocation');
  if (!isBase || rest.some(({ is }) => is === 'unresolved')) return undefined;
  return (
    rest
      .map(({ text }) => text)
      .join('')
      .replace(/^\/+/, '') || undefined
  );
}

/** A token that lets one read a private store is no part of the address. */
function withoutToken(resolved: ResolvedText): ResolvedText {
  const last = resolved.pieces.at(-1);
  if (last?.is !== 'unresolved' || !/sas|token/i.test(last.text)) return resolved;
  return partOf(resolved, { start: 0, end: resolved.text.length - last.text.length });
}

const specId =
  /^\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/(?<group>[^/]+)\/providers\/Microsoft\.Resources\/templateSpecs\/(?<name>[^/]+)(?:\/versions\/(?<version>[^/]+))?$/di;

/** A template spec by its id; what `resourceId` makes of names is read from its arguments. */
function specReference(site: LiteralSite, reference: Reference): ArmFact {
  const { resolved } = reference;
  const match = specId.exec(resolved.text);
  if (!match) return referenceFact(site, reference, { ...unknownTemplate(resolved) });
  const { subscription, group, name, version } = match.groups ?? {};
  const [start = 0, end = 0] = match.indices?.groups?.version ?? [];
  return referenceFact(site, reference, {
    kind: 'arm-template',
    name: ['ts', subscription, group, name].filter((part) => part !== deployedTo).join('/'),
    request: version ? { is: 'tag', text: version } : { is: 'nothing' },
    ...unresolvedPart('name', resolved),
    slots: version ? slotsAt(site.file, 'version', resolved, { start, end }) : [],
  });
}
