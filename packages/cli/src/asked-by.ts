import { parseExpression } from '@fineprint/core';
import { type Licenses, obligationIds, obligationsOf, occasions } from '@fineprint/licenses';
import type { Asked, AskedOf } from '@fineprint/report';

/** Makes the function that says what the licence of a component asks of its usage; of a choice, the branch that the policy took. */
export function askedBy(known: Licenses): AskedOf {
  return ({ license: { concluded, effective }, usage }) => {
    const parsed = parseExpression(effective ?? concluded.expression ?? '');
    if (concluded.is !== 'expression' || parsed.is !== 'expression') return [];
    return obligationsOf(known.obligations(), parsed.expression, usage).flatMap((one): readonly Asked[] => {
      const { license } = one;
      if (one.is === 'unstated') {
        const rank = obligationIds.length;
        return [{ id: 'unstated', rank, license, when: 'what is not known', says: one.because }];
      }
      return one.obligations.map(({ id, says, occasion }) => ({
        id,
        rank: obligationIds.indexOf(id),
        license,
        when: occasions[occasion].when,
        says,
      }));
    });
  };
}
