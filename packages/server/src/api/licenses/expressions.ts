import type { Database } from '../../store/database.ts';
import { ApiProblem } from '../problem.ts';

/** An expression that names a licence. */
export interface Expression {
  readonly id: number;
  readonly text: string;
}

const batch = 50;
const most = 2_000;

/**
 * The expressions that name a licence and are used, in the order of their ids, from one on. They are asked for before their uses are,
 * and those by one id each: of a join PostgreSQL believes that all licences are used alike, and goes through all uses for a rare one.
 */
export async function* expressionsOf(
  spdxId: string,
  from: number,
  { read }: Pick<Database, 'read'>,
): AsyncGenerator<Expression, void> {
  let least = from;
  for (let count = 0; count < most; count += batch) {
    const rows = await read
      .selectFrom('licensePart')
      .innerJoin('license', 'license.id', 'licensePart.licenseId')
      .where('licensePart.spdxId', '=', spdxId)
      .where('licensePart.licenseId', '>=', least)
      .where((eb) => {
        const used = eb.selectFrom('use').whereRef('use.licenseId', '=', 'licensePart.licenseId');
        return eb(used.limit(1).select('use.projectId'), 'is not', null);
      })
      .orderBy('licensePart.licenseId')
      .limit(batch)
      .select(['licensePart.licenseId as id', 'license.expression as text'])
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    least = last.id + 1;
  }
  throw new ApiProblem('took-too-long', `More than ${most} expressions name ${spdxId}.`);
}
