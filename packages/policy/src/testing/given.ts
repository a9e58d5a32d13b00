import type {
  Baseline,
  BaselineComponent,
  ContentState,
  LicenseEvidence,
  Pin,
  ReportComponent,
  ReportConclusion,
  ReportLicense,
  ReportLock,
  ReportOccurrence,
  Scope,
  UnjudgedScan,
  Upstream,
  Usage,
} from '@fineprint/core';

/** What a test says of a component; the rest is filled in. */
export interface Given {
  readonly kind: string;
  readonly name: string;
  /** Where it is not the kind and the name. */
  readonly key?: string | undefined;
  readonly subpath?: string | undefined;
  readonly purl?: string | undefined;
  readonly version?: string | undefined;
  readonly requested?: string | undefined;
  readonly requestedAs?: 'version' | 'tag' | 'git-ref' | undefined;
  readonly pin: Pin | null;
  readonly usage: Usage;
  readonly scope?: Scope | undefined;
  readonly source?: string | undefined;
  readonly supplier?: string | undefined;
  readonly digest?: string | undefined;
  readonly commit?: string | undefined;
  readonly hashes?: readonly string[] | undefined;
  /** An expression, `NONE`, or `NOASSERTION`. */
  readonly license: string;
  readonly declared?: string | undefined;
  /** Versions that are admitted, with their licences, where these differ. */
  readonly ranges?: Readonly<Record<string, string>> | undefined;
  /** Which further versions are admitted, of whose licence nothing is known. */
  readonly gap?: string | undefined;
  readonly observed?: readonly LicenseEvidence[] | undefined;
  /** A licence text that was found with it. */
  readonly licenseText?: string | undefined;
  /** Where it stands. */
  readonly path?: string | undefined;
  readonly unit?: string | undefined;
  readonly address?: string | undefined;
  readonly ecosystem?: string | undefined;
  readonly text?: string | undefined;
  readonly claimed?: string | undefined;
  readonly locked?: boolean | undefined;
  readonly lock?: ReportLock | undefined;
  readonly upstream?: Upstream | undefined;
  readonly content?: ContentState | undefined;
  readonly credential?: boolean | undefined;
  readonly unresolved?: 'name' | 'version' | undefined;
}

/** A component as a report keeps it, before a policy has judged its licence. */
export function givenComponent(given: Given): ReportComponent {
  const { kind, name, version = null, requested = null, commit = null, digest = null } = given;
  const key = given.key ?? `${kind}:${name}${given.subpath === undefined ? '' : `#${given.subpath}`}`;
  const occurrence = occurrenceOf(given);
  return {
    key,
    ref: `${key}@${commit ?? digest ?? version ?? requested ?? ''}`,
    purl: given.purl ?? null,
    proposedPurl: null,
    kind,
    name,
    ...(given.subpath === undefined ? {} : { subpath: given.subpath }),
    type: 'library',
    source: given.source ?? null,
    supplier: given.supplier ?? null,
    version,
    digest,
    commit,
    hashes: given.hashes ?? [],
    requested,
    pin: given.pin,
    usage: given.usage,
    scope: occurrence.scope,
    license: licenseOf(given),
    occurrences: [occurrence],
  };
}

function licenseOf({
  declared,
  observed = [],
  license,
  ranges = {},
  gap,
  licenseText,
}: Given): ReportLicense {
  return {
    declared: declared ?? null,
    observed,
    concluded: concludedOf(license),
    ranges: Object.entries(ranges).map(([versions, expression]) => ({ versions, expression, evidence: [] })),
    ...(gap === undefined ? {} : { gap }),
    effective: null,
    class: null,
    ...(licenseText === undefined ? {} : { notices: [{ source: 'LICENSE', text: licenseText }] }),
  };
}

function occurrenceOf(given: Given): ReportOccurrence {
  const { requestedAs, locked, lock, upstream, content, credential, unresolved, unit = 'test' } = given;
  return {
    path: given.path ?? 'main.tf',
    line: 2,
    column: 3,
    endLine: 2,
    endColumn: 13,
    in: null,
    text: given.text ?? given.name,
    requested: given.requested ?? null,
    pin: given.pin,
    usage: given.usage,
    scope: given.scope ?? 'required',
    ecosystem: given.ecosystem ?? 'test',
    unit: unit.startsWith('unit:') ? unit : `unit:${unit}:.`,
    address: given.address ?? 'block',
    claimed: given.claimed ?? null,
    via: [],
    ...(requestedAs ? { requestedAs } : {}),
    ...(locked ? { locked } : {}),
    ...(lock ? { lock } : {}),
    ...(upstream ? { upstream } : {}),
    ...(content ? { content } : {}),
    ...(credential ? { credential } : {}),
    ...(unresolved ? { unresolved } : {}),
  };
}

function concludedOf(license: string): ReportConclusion {
  const head = { because: 'The test says so.', confidence: 1, evidence: [], covers: 'artifact' } as const;
  if (license === 'NONE') return { ...head, is: 'none', expression: null };
  if (license !== 'NOASSERTION') return { ...head, is: 'expression', expression: license };
  return {
    is: 'no-assertion',
    expression: null,
    covers: null,
    because: 'Nothing says under which licence it stands.',
    confidence: 0,
    evidence: [],
  };
}

/** A scan of these components and of the units that name them. */
export function scanOf(components: readonly ReportComponent[]): UnjudgedScan {
  const units = new Set(components.flatMap(({ occurrences }) => occurrences.map(({ unit }) => unit)));
  return {
    files: { seen: 1, claimed: 1, read: 1 },
    units: [...units].map((ref) => {
      const [, kind = '', path = '.'] = ref.split(':');
      return { ref, kind, path, owners: [] };
    }),
    components,
    dependencies: [],
    problems: [],
    texts: Object.fromEntries(
      components.flatMap(({ license: { notices = [] } }) => notices.map(({ text }) => [text, text])),
    ),
  };
}

/** What an earlier scan had: these components, and the findings with these fingerprints. */
export function baselineFrom(
  components: readonly ReportComponent[],
  fingerprints: Iterable<string>,
): Baseline {
  const kept = components.map((component): BaselineComponent => {
    const { key, ref, version, digest, commit, pin, hashes, license } = component;
    const { is, expression } = license.concluded;
    const text = expression ?? (is === 'none' ? 'NONE' : 'NOASSERTION');
    return {
      key,
      ref,
      version,
      digest,
      commit,
      pin,
      hashes,
      license: text,
      ranges: license.ranges.map(({ expression: of }) => of),
    };
  });
  return {
    name: 'baseline.json',
    fingerprints: new Set(fingerprints),
    components: Map.groupBy(kept, ({ key }) => key),
  };
}
