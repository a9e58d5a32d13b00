import type {
  Baseline,
  ContentState,
  JudgedComponent,
  LicenseAsk,
  LicenseLeaf,
  Pin,
  ReportComponent,
  ReportLock,
  Upstream,
  Usage,
} from '@fineprint/core';
import { bindPolicy } from './bind.ts';
import { baselineFrom, type Given, givenComponent } from './testing/given.ts';

export { scanOf } from './testing/given.ts';

/** What a test or a README says of a component; the rest is filled in. */
export interface Sketch {
  readonly kind?: string;
  readonly name?: string;
  readonly key?: string;
  readonly version?: string;
  readonly source?: string;
  /** An expression, `NONE`, or nothing for a licence that is not known. */
  readonly license?: string;
  /** Versions that are admitted, with their licences, where these differ. */
  readonly ranges?: Readonly<Record<string, string>>;
  /** Which further versions are admitted, of whose licence nothing is known. */
  readonly gap?: string;
  /** A licence text that was found with it. */
  readonly licenseText?: string;
  readonly usage?: Usage;
  readonly pin?: Pin | null;
  /** What is asked for, by what sort of reference. */
  readonly tag?: string;
  readonly range?: string;
  readonly ref?: string;
  readonly digest?: string;
  readonly commit?: string;
  readonly unit?: string;
  readonly credential?: boolean;
  readonly unresolved?: 'name' | 'version';
  readonly text?: string;
  readonly address?: string;
  readonly ecosystem?: string;
  /** Whether somebody has looked at the licence of the very thing. */
  readonly observed?: boolean;
  /** Hashes of a lockfile. */
  readonly hashes?: readonly string[];
  readonly lock?: { readonly path?: string; readonly says: ReportLock['says'] };
  /** Version that a comment claims. */
  readonly claimed?: string;
  readonly locked?: boolean;
  readonly upstream?: Upstream;
  /** What a lock of contents says. */
  readonly content?: ContentState;
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
  obligations: {
    notices: ['distributed'],
    source: ['distributed'],
    'network-source': ['distributed', 'deployed'],
  } as const,
  termsOf: ({ id }: LicenseLeaf): readonly LicenseAsk[] | null => {
    const of = testMeans.classOf(id);
    if (of === null) return null;
    return [
      ...(of === 'public-domain' ? [] : [ask('notices', 'Keep the copyright notices.')]),
      ...(of.endsWith('copyleft') ? [ask('source', 'Give the source code.')] : []),
      ...(of === 'network-copyleft' ? [ask('network-source', 'Offer users the source code.')] : []),
    ];
  },
};

function ask(id: keyof typeof testMeans.obligations, says: string): LicenseAsk {
  return { id, says, usages: testMeans.obligations[id] };
}

/** Binds one policy text; without one, the defaults. */
export function policyOf(text: string | null, path = 'fineprint.yaml') {
  return bindPolicy(text === null ? [] : [{ name: 'test', path, text, inRoot: true }], testMeans);
}

/** A component as a report keeps it, before a policy has judged its licence. */
export function licensedComponent(sketch: Sketch): ReportComponent {
  const { kind = 'github-action', name = 'acme/widget', pin = 'tag', unit = 'github-workflow' } = sketch;
  const { tag: _, range, ref, observed, lock, hashes = [], ...given } = sketch;
  return givenComponent({
    ...given,
    hashes,
    observed: observed ? [seen] : [],
    locked: sketch.locked === true || hashes.length > 0 || lock?.says === 'agrees',
    ...(lock ? { lock: lockOf(lock, hashes) } : {}),
    kind,
    name,
    pin,
    unit,
    usage: sketch.usage ?? 'ci',
    license: sketch.license ?? 'NOASSERTION',
    ...requestOf(sketch),
  });
}

const seen = {
  expression: 'MIT',
  covers: 'artifact',
  method: 'file-text',
  acknowledgement: 'declared',
  source: 'LICENSE',
  verified: true,
  confidence: 1,
} as const;

/** A component with the verdict of a policy. */
export function judgedComponent(sketch: Sketch, policy = policyOf(null)): JudgedComponent {
  const component = licensedComponent(sketch);
  const verdict = policy.judge(component);
  const license = { ...component.license, effective: verdict.effective, class: verdict.class };
  return { ...component, license, verdict, texts: [] };
}

/** What an earlier scan had of these components. */
export function baselineOf(sketches: readonly Sketch[]): Baseline {
  return baselineFrom(sketches.map(licensedComponent), []);
}

function lockOf({ path = 'lockfile', says }: Sketch['lock'] & {}, hashes: readonly string[]): ReportLock {
  const counts = Map.groupBy(hashes, (hash) => hash.split(':')[0] ?? '');
  return { path, says, hashes: Object.fromEntries([...counts].map(([name, all]) => [name, all.length])) };
}

function requestOf({ tag, range, ref, version }: Sketch): Pick<Given, 'requested' | 'requestedAs'> {
  if (tag !== undefined) return { requested: tag, requestedAs: 'tag' };
  if (ref !== undefined) return { requested: ref, requestedAs: 'git-ref' };
  const text = range ?? version;
  return text === undefined ? {} : { requested: text, requestedAs: 'version' };
}
