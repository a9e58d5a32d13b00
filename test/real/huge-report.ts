import type { NonEmpty, Report, ReportComponent, ReportFinding, ReportOccurrence } from '@fineprint/core';

/**
 * Multiplies a real report until it has so many components: each copy is a part of the tree of its own, with names, places,
 * findings and problems of its own. Nothing but what reports of one scan share is shared.
 */
export function multiplied(report: Report, components: number): Report {
  const copies = Math.ceil(components / report.components.length);
  const numbers = Array.from({ length: copies }, (_, number) => number);
  const all = <Item>(items: readonly Item[], copyOf: (item: Item, number: number) => Item) =>
    numbers.flatMap((number) => items.map((item) => copyOf(item, number)));
  const huge = all(report.components, componentOf).slice(0, components);
  const refs = new Set(huge.map(({ ref }) => ref));
  return {
    ...report,
    units: all(report.units, (unit, number) => ({
      ...unit,
      ref: `${unit.ref}-${number}`,
      path: `part-${number}/${unit.path}`,
    })),
    components: huge,
    dependencies: all(report.dependencies, ({ ref, dependsOn, ...rest }, number) => ({
      ...rest,
      ref: renamed(ref, number),
      dependsOn: dependsOn.map((each) => renamed(each, number)).filter((each) => refs.has(each)),
    })).filter(({ ref }) => ref.startsWith('unit:') || refs.has(ref)),
    findings: all(report.findings, findingOf).filter(({ ref }) => ref === null || refs.has(ref)),
    problems: all(report.problems, (problem, number) => ({
      ...problem,
      message: `${problem.message} (${number})`,
      location: problem.location && inPart(problem.location, number),
    })),
    summary: {
      ...report.summary,
      components,
      occurrences: huge.reduce((sum, { occurrences }) => sum + occurrences.length, 0),
    },
  };
}

function componentOf(component: ReportComponent, number: number): ReportComponent {
  const { license, occurrences, key, ref, name, purl } = component;
  const { concluded, observed } = license;
  const [first, ...rest] = occurrences;
  return {
    ...component,
    key: renamed(key, number),
    ref: renamed(ref, number),
    name: `${name}-${number}`,
    purl: purl?.replace(/[@?#]|$/, `-${number}$&`) ?? null,
    hashes: [...component.hashes],
    license: {
      ...license,
      observed: observed.map((evidence) => ({ ...evidence })),
      concluded: {
        ...concluded,
        because: `${concluded.because} (${number})`,
        evidence: concluded.evidence.map((each) => ({ ...each })),
      },
      ranges: [...license.ranges],
    },
    occurrences: [
      occurrenceOf(first, number),
      ...rest.map((each) => occurrenceOf(each, number)),
      occurrenceOf(first, number + 1),
    ],
  };
}

function occurrenceOf(occurrence: ReportOccurrence, number: number): ReportOccurrence {
  const { in: holder, unit, via } = occurrence;
  return {
    ...inPart(occurrence, number),
    in: holder && renamed(holder, number),
    unit: `${unit}-${number}`,
    via: via.map((place) => inPart(place, number)),
  };
}

function findingOf(finding: ReportFinding, number: number): ReportFinding {
  const [first, ...rest] = finding.locations;
  const locations: NonEmpty<ReportFinding['locations'][0]> = [
    inPart(first, number),
    ...rest.map((place) => inPart(place, number)),
  ];
  const fingerprint = `${number.toString(16).padStart(8, '0')}${finding.fingerprint.slice(8)}`;
  return {
    ...finding,
    ref: finding.ref && renamed(finding.ref, number),
    message: `${finding.message} (${number})`,
    locations,
    fingerprint,
  };
}

function inPart<Place extends { readonly path: string }>(place: Place, number: number): Place {
  return { ...place, path: `part-${number}/${place.path}` };
}

/** A key or ref of a copy: the number stands before the version. */
function renamed(ref: string, number: number): string {
  const cut = ref.lastIndexOf('@');
  return cut <= 0 ? `${ref}-${number}` : `${ref.slice(0, cut)}-${number}${ref.slice(cut)}`;
}

/** The same report of a tree in which nothing was found. */
export function emptied(report: Report): Report {
  const { summary, coverage } = report;
  const none = { error: 0, warning: 0, note: 0, waived: 0 };
  return {
    ...report,
    units: [],
    components: [],
    dependencies: [],
    findings: [],
    problems: [],
    texts: {},
    coverage: { ...coverage, references: { seen: 0, resolved: 0, licensed: 0, pinned: 0 } },
    summary: {
      ...summary,
      components: 0,
      occurrences: 0,
      findings: none,
      kinds: [],
      classes: [],
      pins: [],
      problems: [],
    },
  };
}
