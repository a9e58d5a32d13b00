import { type ReportComponent, rangeInWords, type Unit } from '@fineprint/core';
import { checksumOf } from './checksums.ts';
import { singleLine } from './identifiers.ts';

/** What SPDX has no field for: a name of the same list as the properties in CycloneDX, and its value. */
export type Note = readonly [name: string, value: string];

/** Writes notes as one text, a note a line. */
export function notesText(notes: readonly Note[]): string {
  return notes.map(([name, value]) => `fineprint:${name}=${singleLine(value)}`).join('\n');
}

/** What is said of a unit besides the fields of a package. */
export function unitNotes({ kind, owners }: Unit): readonly Note[] {
  return [['unit', kind], ...owners.map((owner) => ['owner', owner] as const)];
}

/** Whether all that something uses directly is known. */
export function dependencyNote(complete: boolean | undefined): Note {
  return ['dependencies', complete === undefined ? 'unknown' : complete ? 'complete' : 'incomplete'];
}

/** What is said of a component besides the fields of a package. */
export function componentNotes(component: ReportComponent): readonly Note[] {
  const {
    key,
    kind,
    pin,
    usage,
    scope,
    requested,
    source,
    commit,
    digest,
    purl,
    proposedPurl,
    license,
    hashes,
  } = component;
  const values = {
    key,
    kind,
    pin: pin ?? 'unknown',
    usage,
    scope,
    requested,
    source,
    assumedSource: component.assumedSource ?? null,
    commit,
    digest,
    // Where there is no other, it is the package's purl.
    proposedPurl: purl === null ? null : proposedPurl,
    'license:class': license.class,
    'license:effective': license.effective,
    'license:covers': license.concluded.covers,
  };
  const named = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  const ranges = license.ranges.map((range) => ['license:range', rangeInWords(range)] as const);
  // Sums that SPDX has no algorithm for are lost otherwise.
  const sums = hashes.filter((hash) => checksumOf(hash) === null).map((hash) => ['hash', hash] as const);
  return [...named, ...ranges, ...sums];
}
