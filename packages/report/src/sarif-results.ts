import { type Edit, printable, type ReportFinding, type ReportLocation } from '@fineprint/core';
import type { Fix, Location, Message, PhysicalLocation, Result } from 'sarif';

// GitHub shows the first location, links the related ones that the message names, and takes 1,000 of them.
const maxLocations = 100;
const maxLinked = 5;

/** A finding as a result. Texts of one run either all have suppressions or none: an empty list says that nobody waived it. */
export function resultOf(finding: ReportFinding, ruleIndex: number | undefined): Result {
  const { rule, level, ref, remedy, locations, fingerprint, state, waiver, fix } = finding;
  const others = locations.slice(1, 1 + maxLinked);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level,
    message: messageOf(finding),
    locations: locations.slice(0, maxLocations).map((location) => locationOf(location)),
    ...(others.length > 0
      ? { relatedLocations: others.map((other, index) => locationOf(other, index + 1)) }
      : {}),
    partialFingerprints: { 'fineprintIdentity/v1': fingerprint },
    ...(state ? { baselineState: state === 'new' ? 'new' : 'unchanged' } : {}),
    suppressions: waiver
      ? [
          {
            kind: waiver.isInline ? 'inSource' : 'external',
            status: 'accepted',
            justification: waiver.reason,
            properties: { id: waiver.id, owner: waiver.owner, expires: waiver.expires },
          },
        ]
      : [],
    ...(fix ? { fixes: [fixOf(fix, remedy)] } : {}),
    ...(ref === null ? {} : { properties: { component: ref } }),
  };
}

/** How many locations of a finding its result does not show. */
export function hiddenLocations({ locations }: ReportFinding): number {
  return Math.max(0, locations.length - maxLocations);
}

/** A place in the repository; with an id, a message can link to it. */
export function locationOf(location: ReportLocation, id?: number): Location {
  return { ...(id === undefined ? {} : { id }), physicalLocation: physicalLocationOf(location) };
}

/** A text that was scanned, in a message: what has the form of a link in it does not become one (SARIF 3.11.6). */
export function messageText(text: string): string {
  return printable(text).replaceAll('](', '\\](');
}

function messageOf({ message, remedy, locations }: ReportFinding): Message {
  const linked = locations.slice(1, 1 + maxLinked).map((location, index) => {
    const name = printable(`${location.path}:${location.line}`).replace(/[\\[\]]/g, '\\$&');
    return `[${name}](${index + 1})`;
  });
  const more = locations.length - 1 - linked.length;
  const places = [...linked, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return { text: `${messageText(`${message} ${remedy}`)}${places === '' ? '' : ` Also at ${places}.`}` };
}

/** Edits as one fix; offsets are counted as `columnKind` says, in UTF-16 code units, and without a byte order mark (SARIF 3.30.2). */
function fixOf(edits: readonly Edit[], remedy: string): Fix {
  return {
    description: { text: messageText(remedy) },
    artifactChanges: [...Map.groupBy(edits, ({ path }) => path)].map(([path, ofFile]) => ({
      artifactLocation: artifactOf(path),
      replacements: ofFile.map(({ start, end, text, byteOrderMark = false }) => ({
        deletedRegion: {
          charOffset: Math.max(start - (byteOrderMark ? 1 : 0), 0),
          charLength: Math.max(end - start, 0),
        },
        insertedContent: { text },
      })),
    })),
  };
}

function physicalLocationOf({ path, line, column, endLine, endColumn }: ReportLocation): PhysicalLocation {
  return {
    artifactLocation: artifactOf(path),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** A path as a relative URI reference: a colon in the first segment would read as a scheme. */
function artifactOf(path: string): PhysicalLocation['artifactLocation'] & {} {
  const uri = path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}
