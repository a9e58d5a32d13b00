import { parseExpression, type ReportComponent, usages } from '@fineprint/core';
import { type ObligationsByLicense, obligationIds, obligationsOf, occasions } from '@fineprint/licenses';

/** What is asked of whoever uses a component under a licence. */
export interface Ask {
  /** `unstated` where nobody can say what the licence asks. */
  readonly obligation: string;
  /** An SPDX id, with its exception; `NONE` or `NOASSERTION` where there is no licence, or none that is known. */
  readonly license: string;
  /** The least exposed usage in which it is asked, as its place in the list of usages. */
  readonly upTo: number;
}

/** The obligation of a licence of which nobody can say what it asks. */
export const unstated = 'unstated';

/** All obligations in the order in which they are told; what nobody can say comes first. */
export const askOrder: readonly string[] = [unstated, ...obligationIds];

const leastExposed = usages.length - 1;

/**
 * What the licence of a component asks in the way it is used: of a choice the branch that the policy took, of an `AND` all parts.
 * Where no branch was taken, all of them ask: one too many is seen, one too few is not.
 */
export function asksOf(
  { license: { concluded, effective }, usage }: Pick<ReportComponent, 'license' | 'usage'>,
  known: ObligationsByLicense,
): readonly Ask[] {
  if (concluded.is === 'none') return [{ obligation: unstated, license: 'NONE', upTo: leastExposed }];
  const parsed = parseExpression(effective ?? concluded.expression ?? '');
  if (concluded.is !== 'expression' || parsed.is !== 'expression')
    return [{ obligation: unstated, license: 'NOASSERTION', upTo: leastExposed }];
  return obligationsOf(known, parsed.expression, usage).flatMap((of): readonly Ask[] => {
    const { license } = of;
    if (of.is === 'unstated') return [{ obligation: unstated, license, upTo: leastExposed }];
    return of.obligations.map(({ id, occasion }) => ({
      obligation: id,
      license,
      upTo: leastExposedOf(occasions[occasion].usages),
    }));
  });
}

function leastExposedOf(of: readonly (typeof usages)[number][]): number {
  return Math.max(...of.map((usage) => usages.indexOf(usage)));
}
