import type { Report, ReportComponent, Unit } from '@fineprint/core';
import { contentUuid } from '../content-uuid.ts';
import type { ReporterMeans } from '../reporter.ts';
import { plural } from '../verdict.ts';
import { type Checksum, checksumsOf } from './checksums.ts';
import { singleLine, slug, spdxId } from './identifiers.ts';
import { concludedOf, licenseComments, type OwnLicense, spdxLicenses } from './licenses.ts';
import { downloadLocation, rootLocation } from './locations.ts';
import { componentNotes, dependencyNote, type Note, unitNotes } from './notes.ts';
import { relationshipsOf, rootId, type SpdxRelationship } from './relationships.ts';

/** An SPDX document before it is written: what each version and each serialisation says of a report. */
export interface SpdxDocument {
  readonly name: string;
  /** A URI of its own for the document; its elements are `namespace#id`. */
  readonly namespace: string;
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly created: string;
  /** Name and version of who wrote it. */
  readonly tool: string;
  readonly comment: string;
  readonly licenses: readonly OwnLicense[];
  packages(): Iterable<SpdxPackage>;
  relationships(): Iterable<SpdxRelationship>;
}

/** A package: the repository, a unit of it, or a component. `null` stands where nothing is known. */
export interface SpdxPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  /** The directory or file that a unit is. */
  readonly fileName: string | null;
  readonly supplier: string | null;
  readonly downloadLocation: string | null;
  /** A CycloneDX type, or `source`. */
  readonly purpose: string;
  readonly checksums: readonly Checksum[];
  readonly purl: string | null;
  /** An expression, `NONE` or `NOASSERTION`. */
  readonly concluded: string;
  readonly declared: string;
  readonly licenseComments: string | null;
  /** Where the repository names it, one place a line. */
  readonly sourceInfo: string | null;
  /** What has no field of its own. */
  readonly notes: readonly Note[];
}

/** Reads a report as an SPDX document of a version. */
export function spdxDocument(
  report: Report,
  version: 'SPDX-2.3' | 'SPDX-3.0.1',
  { licenseOf }: Pick<ReporterMeans, 'licenseOf'>,
): SpdxDocument {
  const { root, tool, scan, units, components, dependencies } = report;
  const name = singleLine(root.name) || 'unnamed';
  const { own, expressionOf } = spdxLicenses(report, licenseOf);
  const complete = new Map(dependencies.map((edge) => [edge.ref, edge.complete]));
  return {
    name,
    namespace: `https://spdx.org/spdxdocs/${slug(name) || 'unnamed'}-${contentUuid(report, version)}`,
    created: createdAt(scan.asOf),
    tool: singleLine(`${tool.name}-${tool.version}`),
    comment: commentOf(report),
    licenses: own,
    *packages() {
      yield rootPackage(name, report);
      for (const unit of units) yield unitPackage(name, unit, root, complete.get(unit.ref));
      for (const component of components) {
        yield componentPackage(component, expressionOf, complete.get(component.ref));
      }
    },
    relationships: () => relationshipsOf(report),
  };
}

/** The time in whole seconds, which is the one form that SPDX takes; the epoch where the report tells none. */
function createdAt(asOf: string): string {
  const time = Math.min(Math.max(Date.parse(asOf) || 0, 0), lastSecond);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59);

const unlicensed = { concluded: 'NOASSERTION', declared: 'NOASSERTION', licenseComments: null };
const unsupplied = { supplier: null, checksums: [], purl: null };

function rootPackage(name: string, { root }: Report): SpdxPackage {
  return {
    id: rootId,
    name,
    version: root.commit === null ? null : singleLine(root.commit) || null,
    fileName: null,
    downloadLocation: rootLocation(root),
    purpose: 'source',
    sourceInfo: root.remote === null ? null : `The repository ${singleLine(root.remote)}`,
    notes: [],
    ...unsupplied,
    ...unlicensed,
  };
}

/** A unit has the version of the repository that it is a part of. */
function unitPackage(
  name: string,
  unit: Unit,
  root: Report['root'],
  complete: boolean | undefined,
): SpdxPackage {
  return {
    id: spdxId(unit.ref),
    name: unit.path === '.' ? name : singleLine(unit.path) || 'unnamed',
    version: root.commit === null ? null : singleLine(root.commit) || null,
    fileName: unit.path === '.' ? './' : `./${singleLine(unit.path)}`,
    // Where the root lies in its repository is not known, and so not where the unit does.
    downloadLocation: null,
    purpose: 'source',
    sourceInfo: null,
    notes: [...unitNotes(unit), dependencyNote(complete)],
    ...unsupplied,
    ...unlicensed,
  };
}

function componentPackage(
  component: ReportComponent,
  expressionOf: (text: string | null) => string,
  complete: boolean | undefined,
): SpdxPackage {
  const { ref, key, name, type, supplier, purl, proposedPurl, license, occurrences } = component;
  return {
    id: spdxId(ref),
    name: singleLine(name) || singleLine(key) || 'unnamed',
    version: versionOf(component),
    fileName: null,
    supplier: supplier === null ? null : singleLine(supplier) || null,
    downloadLocation: downloadLocation(component),
    purpose: type,
    checksums: checksumsOf(component),
    purl: [purl, proposedPurl].find((text) => text !== null && wholePurl.test(text)) ?? null,
    concluded: expressionOf(concludedOf(license)),
    declared: expressionOf(license.declared),
    licenseComments: licenseComments(license),
    sourceInfo: occurrences.map(placeOf).join('\n'),
    notes: [...componentNotes(component), dependencyNote(complete)],
  };
}

// A canonical purl encodes everything else.
const wholePurl = /^pkg:[\w./:@?&=#%+~!*'(),;-]+$/;

/** The version in use: a constraint is none, a tag is the name under which it is had. */
function versionOf({ version, commit, digest, pin, requested }: ReportComponent): string | null {
  const used = version ?? commit ?? (pin === 'tag' ? requested : null) ?? digest;
  return used === null ? null : singleLine(used) || null;
}

function placeOf({ path, line, in: holder }: ReportComponent['occurrences'][0]): string {
  return `Named in ${singleLine(path)}:${line}${holder === null ? '' : ` of ${singleLine(holder)}`}`;
}

/** What the document is, and what it leaves out. */
function commentOf({ complete, scan, findings, problems, coverage }: Report): string {
  const { files, references } = coverage;
  const left = [plural(findings.length, 'finding'), plural(problems.length, 'problem')].filter(
    (some) => some !== '',
  );
  return [
    `The third-party code that the repository names in its infrastructure code, by a scan ${scan.online ? 'with' : 'without'} look-ups. Files that can name some: ${files.claimed}, of which ${files.read} were read. References: ${references.seen}, of which ${references.resolved} have an exact version, commit or digest, and ${references.licensed} a concluded licence.`,
    complete
      ? ''
      : 'The scan is incomplete: some files, or parts of files, could not be read, and what they name is missing here.',
    'What a component contains or needs itself is listed only where the repository tells it. "fineprint:dependencies" of each package says whether that is complete, incomplete or unknown.',
    `Not in this document: ${[...left, 'the evidence for each licence', 'notice files'].join(', ')}. The report json-1 of the same scan has them.`,
  ]
    .filter((sentence) => sentence !== '')
    .join('\n');
}
