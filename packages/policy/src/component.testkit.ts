import type {
  ConcludedLicense,
  JudgedComponent,
  LicensedComponent,
  Pin,
  Request,
  ResolvedOccurrence,
  Usage,
} from '@fineprint/core';
import { bindPolicy } from './bind.ts';

/** What a test or a README says of a component; the rest is filled in. */
export interface Sketch {
  readonly kind?: string;
  readonly name?: string;
  readonly key?: string;
  readonly version?: string;
  readonly source?: string;
  /** An expression, `NONE`, or nothing for a licence that is not known. */
  readonly license?: string;
  readonly usage?: Usage;
  readonly pin?: Pin | null;
  /** What is asked for, by what sort of reference. */
  readonly tag?: string;
  readonly range?: string;
  readonly ref?: string;
  readonly digest?: string;
  readonly unit?: string;
  readonly credential?: boolean;
  readonly unresolved?: 'name' | 'version';
}

/** Classes enough for tests; the real ones are the package `licenses`. */
export const classes: Readonly<Record<string, string>> = {
  '0BSD': 'permissive',
  'Apache-2.0': 'permissive',
  'BSD-3-Clause': 'permissive',
  MIT: 'permissive',
  Unlicense: 'public-domain',
  'LGPL-2.1-only': 'weak-copyleft',
  'MPL-2.0': 'weak-copyleft',
  'GPL-2.0-only': 'strong-copyleft',
  'GPL-2.0-or-later': 'strong-copyleft',
  'GPL-3.0-only': 'strong-copyleft',
  'GPL-3.0-or-later': 'strong-copyleft',
  'AGPL-3.0-only': 'network-copyleft',
  'BUSL-1.1': 'source-available',
  'SSPL-1.0': 'source-available',
  'CC-BY-NC-4.0': 'non-commercial',
  'LicenseRef-Vendor-EULA': 'proprietary',
};

export const testMeans = {
  classOf: (id: string): string | null => (Object.hasOwn(classes, id) ? (classes[id] ?? null) : null),
};

/** Binds one policy text; without one, the defaults. */
export function policyOf(text: string | null, path = 'fineprint.yaml') {
  return bindPolicy(text === null ? [] : [{ name: 'test', path, text }], testMeans);
}

/** A component as the stage `license` hands it over. */
export function licensedComponent(sketch: Sketch): LicensedComponent {
  const occurrence = occurrenceOf(sketch);
  const { kind, name, key, version, requested, pin, usage, scope } = occurrence;
  return {
    key,
    ref: occurrence.ref,
    purl: null,
    proposedPurl: null,
    assumedSource: null,
    kind,
    name,
    subpath: null,
    source: sketch.source ?? null,
    supplier: null,
    version,
    digest: sketch.digest ?? null,
    commit: null,
    hashes: [],
    requested,
    pin,
    usage,
    scope,
    occurrences: [occurrence],
    license: { declared: null, observed: [], concluded: concludedOf(sketch.license), ranges: [] },
  };
}

/** A component with the verdict of a policy. */
export function judgedComponent(sketch: Sketch, policy = policyOf(null)): JudgedComponent {
  const component = licensedComponent(sketch);
  return { ...component, verdict: policy.judge(component) };
}

function occurrenceOf(sketch: Sketch): ResolvedOccurrence {
  const { kind = 'github-action', name = 'acme/widget', source, version = null, digest } = sketch;
  const { usage = 'ci', pin = 'tag', unit = 'github-workflow', credential = false, unresolved } = sketch;
  const key = sketch.key ?? `${kind}:${name}`;
  const request = requestOf(sketch);
  const requested = request.is === 'nothing' ? null : request.text;
  return {
    kind,
    name,
    ...(source === undefined ? {} : { source }),
    ...(digest === undefined ? {} : { digest }),
    ...(unresolved ? { unresolved: { part: unresolved, because: 'It is a variable.' } } : {}),
    key,
    ref: `${key}@${version ?? requested ?? ''}`,
    version,
    commit: null,
    requested,
    request,
    pin,
    usage,
    scope: 'required',
    credential,
    at: { path: 'main.tf', start: 10, end: 20, line: 2, column: 3, endLine: 2, endColumn: 13 },
    text: name,
    address: 'block',
    slots: [],
    via: [],
    ecosystem: 'test',
    unit: `unit:${unit}:.`,
    in: null,
  };
}

function requestOf({ tag, range, ref, version }: Sketch): Request {
  if (tag !== undefined) return { is: 'tag', text: tag };
  if (ref !== undefined) return { is: 'git-ref', text: ref };
  const text = range ?? version;
  return text === undefined ? { is: 'nothing' } : { is: 'version', text };
}

function concludedOf(license: string | undefined): ConcludedLicense {
  if (license === undefined) {
    return { is: 'no-assertion', because: 'Nothing says under which licence it stands.', evidence: [] };
  }
  const head = { covers: 'artifact', because: 'A fact says so.', confidence: 1, evidence: [] } as const;
  return license === 'NONE' ? { is: 'none', ...head } : { is: 'expression', expression: license, ...head };
}
