import { locate } from '../model/location.ts';
import { type ResolvedText, resolvedText, type TextPiece, writtenPlace } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { imageParts } from './image-parts.ts';
import { partOf, type ReferenceParts, slotsAt } from './reference.ts';

/** What is asked of an artifact beside its address: a digest wins over a range, and that over a tag. */
export interface AskedArtifact {
  readonly digest?: ResolvedText | null;
  readonly range?: ResolvedText | null;
  /** A tag, or a digest where tools take either. */
  readonly version?: ResolvedText | null;
}

const scheme = 'oci://';

/** Reads an artifact of a container registry that holds manifests: `oci://registry/repository[:tag][@digest]`. */
export function artifactParts(
  file: SourceFile,
  address: ResolvedText,
  { digest, range, version }: AskedArtifact,
): ReferenceParts {
  const start = address.text.startsWith(scheme) ? scheme.length : 0;
  const bare = partOf(address, { start, end: address.text.length });
  const resolved = resolvedText([
    ...bare.pieces,
    ...(range ? [] : behind(version, version?.text.startsWith('sha256:') ? '@' : ':')),
    ...behind(digest, '@'),
  ]);
  const parts = imageParts(resolved.text, (span) => {
    const written = writtenPlace(resolved, span);
    return written ? { at: locate('', file.place(written)), verbatim: written.verbatim } : undefined;
  });
  // Behind a version that stands apart from the address no digest is read.
  const isApart = [digest, range, version].some((asked) => asked?.text);
  const slots = parts.slots
    .filter(({ absent }) => !(isApart && absent))
    .map(({ at, ...slot }) => ({ ...slot, place: at }));
  const named = { ...parts, kind: 'remote-manifest', source: `${scheme}${parts.name}` };
  if (!range) return { ...named, slots };
  const whole = { start: 0, end: range.text.length };
  return {
    ...named,
    request: { is: 'version', text: range.text },
    slots: [...slotsAt(file, 'version', range, whole), ...slots.filter(({ is }) => is === 'digest')],
  };
}

function behind(asked: ResolvedText | null | undefined, mark: string): readonly TextPiece[] {
  return asked?.text ? [supplied(mark), ...asked.pieces] : [];
}

function supplied(text: string) {
  return { is: 'supplied', text, span: { start: 0, end: 0 }, verbatim: false, via: [] } as const;
}
