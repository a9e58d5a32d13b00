import {
  choicesOf,
  isCoveredBy,
  type LicenseLeaf,
  namesComponent,
  printLeaf,
  type ReportComponent,
} from '@fineprint/core';
import { literalLength } from '../key-pattern.ts';
import { type ListedLicense, licenseLists, type Target } from './entry.ts';
import type { JudgeMeans } from './judge.ts';

/** Something that an entry can name: a licence, that there is none, or a whole expression. */
export type Asked =
  | { readonly is: 'license'; readonly leaf: LicenseLeaf; readonly class: string | null }
  | { readonly is: 'none' }
  | { readonly is: 'whole'; readonly expression: string };

/** The entry that decides, and how closely it names what was asked. */
export interface Deciding {
  readonly entry: ListedLicense;
  readonly closeness: number;
}

/** An entry that speaks of a component, and how closely. */
export interface ApplyingEntry {
  readonly entry: ListedLicense;
  /** Characters of its pattern that are no `*`, where it names components; a range of versions comes closer still. */
  readonly named: number;
}

/** The entries that speak of a component: by its usage, its kind, its key or purl, and its versions. */
export function applying(
  listed: readonly ListedLicense[],
  component: ReportComponent,
  { admitsOnly }: Pick<JudgeMeans, 'admitsOnly'>,
): readonly ApplyingEntry[] {
  return listed.flatMap((entry) => {
    const { usage, kinds, components, versions } = entry;
    if (usage !== null && !usage.includes(component.usage)) return [];
    if (kinds !== null && !kinds.includes(component.kind)) return [];
    if (components === null) return [{ entry, named: 0 }];
    const naming = components.filter((pattern) => namesComponent(pattern, component));
    if (naming.length === 0 || (versions !== null && !admitsOnly(component, versions))) return [];
    return [{ entry, named: Math.max(...naming.map(literalLength)) + (versions === null ? 0 : 0.5) }];
  });
}

/**
 * Finds the entry that decides, or `null` where none speaks of it. The most specific wins: the one that names the
 * component, and that with most characters; then by licence: with its exception, id, id of the same family
 * (`-or-later`), class; then the one limited in more ways; then the strictest list.
 */
export function decide(applying: readonly ApplyingEntry[], asked: Asked): Deciding | null {
  let best: Deciding | null = null;
  let bestRank: Rank | null = null;
  for (const { entry, named } of applying) {
    const close = closenessOf(entry, asked);
    if (close === null) continue;
    const limits = Number(entry.usage !== null) + Number(entry.kinds !== null);
    const rank: Rank = [named, close, limits, -licenseLists.indexOf(entry.list)];
    if (bestRank !== null && compareRanks(rank, bestRank) <= 0) continue;
    [best, bestRank] = [{ entry, closeness: close }, rank];
  }
  return best;
}

type Rank = readonly [named: number, closeness: number, limits: number, strictness: number];

function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}

/** How closely an entry can name a licence. */
export const closeness = { class: 1, family: 2, id: 3, exact: 4 } as const;

function closenessOf({ target }: ListedLicense, asked: Asked): number | null {
  switch (asked.is) {
    case 'none':
      return target.is === 'none' ? closeness.exact : null;
    case 'whole':
      return target.is === 'whole' && target.expression === asked.expression ? closeness.exact : null;
    case 'license':
      return closenessToLicense(target, asked);
  }
}

function closenessToLicense(
  target: Target,
  { leaf, class: known }: Asked & { is: 'license' },
): number | null {
  if (target.is === 'class') return target.class === (known ?? 'unstated') ? closeness.class : null;
  if (target.is !== 'license') return null;
  if (printLeaf(target.leaf) === printLeaf(leaf)) return closeness.exact;
  // An exception only adds permissions, so what is said of a licence holds for it with any exception.
  const { exception } = target.leaf;
  if (exception !== null && exception !== leaf.exception) return null;
  const plain = { ...leaf, exception };
  if (printLeaf(target.leaf) === printLeaf(plain)) return closeness.id;
  // "Or later" is a choice among versions, each of which is asked about by itself.
  return isChoice(leaf) || !isCoveredBy(plain, target.leaf) ? null : closeness.family;
}

/** Whether a licence lets one choose among versions. */
function isChoice(leaf: LicenseLeaf): boolean {
  return choicesOf(leaf)[0] !== leaf;
}
