import type { Occurrence } from '../model/occurrence.ts';
import { writtenPlace } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import {
  absentValue,
  type PlacedSlot,
  partOf,
  type Reference,
  type ReferenceParts,
  type ReferenceSite,
  slotsAt,
  unresolvedPart,
} from '../reference/index.ts';

/** What is asked of a package: its version, or a limit of it. */
export function versionParts(
  { file }: ReferenceSite,
  { resolved }: Reference,
  range: Span | null,
  asked: string | null,
): Pick<ReferenceParts, 'request' | 'slots'> {
  return {
    request: asked === null ? { is: 'nothing' } : { is: 'version', text: asked },
    slots: range ? slotsAt(file, 'version', resolved, range) : [],
  };
}

/** Says whether the name or the version of a package is not known. */
export function unresolvedIn(
  { resolved }: Reference,
  name: Span,
  version: Span | null,
): Pick<Occurrence, 'unresolved'> {
  const inName = unresolvedPart('name', partOf(resolved, name));
  if (inName.unresolved || !version) return inName;
  return unresolvedPart('version', partOf(resolved, version));
}

/** Where a version would stand that is not written: behind the package, if all of it is written in one place. */
export function absentVersion(
  { file }: ReferenceSite,
  { resolved }: Reference,
  mark: string,
): readonly PlacedSlot[] {
  const written = writtenPlace(resolved, { start: 0, end: resolved.text.length });
  if (!written?.verbatim || written.via.length > 0) return [];
  const place = file.place({ start: written.end, end: written.end });
  return [{ ...absentValue('version', mark), place }];
}

/** A package of which not even the name is known. */
export function unknownPackage(
  kind: 'os-package' | 'library' | 'homebrew-package' | 'vagrant-plugin',
  name: string,
  because: string,
): ReferenceParts {
  return { kind, name, request: { is: 'nothing' }, unresolved: { part: 'name', because }, slots: [] };
}

/** The site of one of several packages that a command installs. */
export function addressed(site: ReferenceSite, name: string): ReferenceSite {
  return { ...site, address: `${site.address}/${name}` };
}
