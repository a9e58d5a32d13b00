import { compareText } from '../model/location.ts';
import type { Report, ReportComponent, ReportFinding } from '../model/report.ts';
import type { ComparedScan, ComponentState } from './comparison.ts';

/** One of the two documents that are compared: a report, or an SBOM, which tells less. */
export interface Side {
  readonly scan: ComparedScan;
  readonly components: readonly SideComponent[];
  /** `null` in an SBOM, which tells none. */
  readonly findings: readonly ReportFinding[] | null;
  /** What the scan was told to look at; `null` where nobody says it. */
  readonly looked: Pick<Report['scan'], 'online' | 'only' | 'excluded'> | null;
}

/** A component with its purl; foreign is what another tool named, without a key of ours. */
export interface SideComponent {
  readonly state: ComponentState;
  readonly purl: string | null;
  readonly isForeign: boolean;
}

/** What a report tells for a comparison. */
export function sideOf({ root, tool, complete, components, findings, scan }: Report): Side {
  const { asOf, facts, policy, online, only, excluded } = scan;
  return {
    scan: { root, asOf, complete, tool, facts, policy },
    components: components.map((each) => ({ state: stateOf(each), purl: each.purl, isForeign: false })),
    findings,
    looked: { online, only, excluded },
  };
}

/** What a scanned SBOM of another tool tells for a comparison: neither findings nor pins and uses are its own words. */
export function sideOfSbom({ root, components }: Report, tool: Report['tool']): Side {
  return {
    scan: { root, asOf: null, complete: null, tool, facts: null, policy: null },
    components: components.map((each) => ({
      state: { ...stateOf(each), pin: null, usage: null, class: null },
      purl: each.purl,
      isForeign: true,
    })),
    findings: null,
    looked: null,
  };
}

function stateOf(component: ReportComponent): ComponentState {
  const { key, ref, kind, name, version, digest, commit, requested, pin, usage, license, occurrences } =
    component;
  const { concluded, ranges } = license;
  return {
    key,
    ref,
    kind,
    name,
    version,
    digest,
    commit,
    requested,
    pin,
    usage,
    license: concluded.expression ?? (concluded.is === 'none' ? 'NONE' : 'NOASSERTION'),
    class: license.class,
    ranges: ranges.map(({ versions, expression }) => ({ versions, expression })),
    locations: occurrences.map(({ path, line, column, endLine, endColumn }) => ({
      path,
      line,
      column,
      endLine,
      endColumn,
    })),
  };
}

/**
 * The components of a side by what they are, whatever their version: by key, or by the purl without version where the
 * other document, or this one, has no keys of ours.
 */
export function statesByKey(
  { components }: Side,
  byPurl: boolean,
): ReadonlyMap<string, readonly ComponentState[]> {
  const states = components.map(({ state, purl }) =>
    byPurl && purl !== null ? namedByPurl(state, purl) : state,
  );
  return Map.groupBy(
    states.sort((a, b) => compareText(a.ref, b.ref)),
    ({ key }) => key,
  );
}

/** The `ref` is made anew too: that of the other document has nothing of our key. */
function namedByPurl(state: ComponentState, purl: string): ComponentState {
  const { version, commit, digest, requested } = state;
  const key = withoutVersion(purl);
  return { ...state, key, ref: `${key}@${version ?? commit ?? digest ?? requested ?? ''}` };
}

/** Whether a document names components otherwise than we do. */
export function isForeign({ components }: Side): boolean {
  return components.some((component) => component.isForeign);
}

/** A purl without its version, and of its qualifiers with the repository alone: the others select what of a version is meant. */
export function withoutVersion(purl: string): string {
  const [, address = '', qualifiers = '', subpath = ''] = parts.exec(purl) ?? [];
  const repository = qualifiers.split('&').filter((each) => each.startsWith('repository_url='));
  const at = address.indexOf('@', address.lastIndexOf('/'));
  const name = at < 0 ? address : address.slice(0, at);
  return `${name}${repository.map((each) => `?${each}`).join('')}${subpath}`;
}

const parts = /^(?<address>[^?#]*)(?:\?(?<qualifiers>[^#]*))?(?<subpath>#.*)?$/s;
