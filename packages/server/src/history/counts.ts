import type { LicenseClass, Pin } from '@fineprint/core';
import type { FlatUse } from '../ingest/flatten.ts';

/** Columns that count components by the class of their licence; `none` has no licence, of `unknown` nobody knows it. */
export const classColumns = {
  'public-domain': 'classPublicDomain',
  permissive: 'classPermissive',
  'weak-copyleft': 'classWeakCopyleft',
  'strong-copyleft': 'classStrongCopyleft',
  'network-copyleft': 'classNetworkCopyleft',
  'source-available': 'classSourceAvailable',
  'non-commercial': 'classNonCommercial',
  proprietary: 'classProprietary',
  unstated: 'classUnstated',
  none: 'classNone',
  unknown: 'classUnknown',
} as const satisfies Readonly<Record<LicenseClass | 'none' | 'unknown', string>>;

/** Columns that count components by their weakest pin. */
export const pinColumns = {
  digest: 'pinDigest',
  commit: 'pinCommit',
  exact: 'pinExact',
  tag: 'pinTag',
  range: 'pinRange',
  branch: 'pinBranch',
  none: 'pinNone',
  unknown: 'pinUnknown',
} as const satisfies Readonly<Record<Pin | 'unknown', string>>;

export type ClassName = keyof typeof classColumns;
export type PinName = keyof typeof pinColumns;
type CountColumn = (typeof classColumns)[ClassName] | (typeof pinColumns)[PinName];

/** Components by class and by pin, a column each: sums over many projects are sums of columns. */
export type UseCounts = Record<CountColumn, number>;

/** The columns of `UseCounts`. */
export const useColumns: readonly CountColumn[] = [
  ...Object.values(classColumns),
  ...Object.values(pinColumns),
];

/** Counts what a report uses. */
export function useCounts(uses: readonly Pick<FlatUse, 'license' | 'class' | 'pin'>[]): UseCounts {
  const counts = noUses();
  for (const use of uses) {
    counts[classColumns[classOf(use)]] += 1;
    counts[pinColumns[nameIn(pinColumns, use.pin)]] += 1;
  }
  return counts;
}

function noUses(): UseCounts {
  return {
    classPublicDomain: 0,
    classPermissive: 0,
    classWeakCopyleft: 0,
    classStrongCopyleft: 0,
    classNetworkCopyleft: 0,
    classSourceAvailable: 0,
    classNonCommercial: 0,
    classProprietary: 0,
    classUnstated: 0,
    classNone: 0,
    classUnknown: 0,
    pinDigest: 0,
    pinCommit: 0,
    pinExact: 0,
    pinTag: 0,
    pinRange: 0,
    pinBranch: 0,
    pinNone: 0,
    pinUnknown: 0,
  };
}

/** To have no licence is no unknown one, and neither is one whose terms nobody has classified. */
function classOf({ license, class: of }: Pick<FlatUse, 'license' | 'class'>): ClassName {
  if (license === 'NONE') return 'none';
  if (of === null) return license === 'NOASSERTION' ? 'unknown' : 'unstated';
  return nameIn(classColumns, of);
}

/** A name that columns have; what another program calls otherwise is unknown. */
function nameIn<Name extends string>(
  columns: Readonly<Record<Name | 'unknown', string>>,
  name: string | null,
): Name | 'unknown' {
  const isName = (text: string): text is Name => Object.hasOwn(columns, text);
  return name !== null && isName(name) ? name : 'unknown';
}
