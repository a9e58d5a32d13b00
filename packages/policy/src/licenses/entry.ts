import {
  type Expression,
  type LicenseLeaf,
  licenseClasses,
  parseExpression,
  printExpression,
  type Usage,
} from '@fineprint/core';
import type { LicenseEntry } from '../schema.ts';
import { didYouMean } from '../suggest.ts';

/** The three lists of `licenses`, the one that wins among equals first. */
export const licenseLists = ['deny', 'review', 'allow'] as const;
export type LicenseList = (typeof licenseLists)[number];

/** What an entry speaks of: a class, that there is no licence, one licence, or one whole expression. */
export type Target =
  | { readonly is: 'class'; readonly class: string }
  | { readonly is: 'none' }
  | { readonly is: 'license'; readonly leaf: LicenseLeaf }
  | { readonly is: 'whole'; readonly expression: string };

/** One licence of one list, with the components, uses and kinds that it is limited to. */
export interface ListedLicense {
  readonly list: LicenseList;
  /** As the policy writes it. */
  readonly written: string;
  readonly target: Target;
  readonly usage: readonly Usage[] | null;
  readonly kinds: readonly string[] | null;
  readonly components: readonly string[] | null;
  /** The versions of these components, as npm writes ranges. */
  readonly versions: string | null;
}

/** Reads what an entry names; a sentence in its place says why it cannot be used. */
export function targetOf(written: string): Target | string {
  if (licenseClasses.some((known) => known === written)) return { is: 'class', class: written };
  const parsed = parseExpression(written);
  switch (parsed.is) {
    case 'none':
      return { is: 'none' };
    case 'no-assertion':
      return '"NOASSERTION" cannot be listed: "licenses.unknown" says what an unknown licence is.';
    case 'invalid':
      return `${parsed.reason}${didYouMean(written, licenseClasses)} An entry is an SPDX id or expression, "NONE", or one of the classes ${licenseClasses.join(', ')}.`;
    case 'expression':
      return parsed.expression.is === 'license'
        ? { is: 'license', leaf: parsed.expression }
        : { is: 'whole', expression: sortedText(parsed.expression) };
  }
}

/** Spreads one list of the policy into its licences; every entry is known to be valid. */
export function listedLicenses(
  list: LicenseList,
  entries: readonly LicenseEntry[],
): readonly ListedLicense[] {
  return entries.flatMap((entry) => {
    const limited = typeof entry === 'string' ? { license: entry } : entry;
    const { license, usage = null, kinds = null, components, versions = null } = limited;
    const limits = {
      usage,
      kinds,
      components: components === undefined ? null : [components].flat(),
      versions,
    };
    return [license].flat().map((written) => {
      const target = targetOf(written);
      if (typeof target === 'string') throw new TypeError(target);
      return { list, written, target, ...limits };
    });
  });
}

/** An expression as text in which the order of its terms makes no difference. */
export function sortedText(expression: Expression): string {
  if (expression.is === 'license') return printExpression(expression);
  const terms = expression.of.map(sortedText).sort();
  return `(${[...new Set(terms)].join(` ${expression.is.toUpperCase()} `)})`;
}
