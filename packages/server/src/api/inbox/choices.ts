import { sql } from 'kysely';
import type { Reach } from '../../access/principal.ts';
import type { Database } from '../../store/database.ts';

const most = 200;
const columns = { rules: 'rule', kinds: 'kind', classes: 'class' } as const;

/** The rules, kinds of components and classes of licences of what waits, as far as somebody sees it. */
export async function choicesFor(reach: Reach, database: Database) {
  const of = (column: string) =>
    reach === 'all' ? waitingValues(column, database) : valuesIn(column, reach, database);
  return {
    rules: await of(columns.rules),
    kinds: await of(columns.kinds),
    classes: await of(columns.classes),
  };
}

/** The values of an indexed column, each found by its index from the one before it. */
async function waitingValues(column: string, { read }: Database): Promise<string[]> {
  const name = sql.ref(column);
  const { rows } = await sql<{ value: string }>`
    with recursive found(value) as (
      select min(${name}) from decision_group where open > 0
      union all
      select (select min(${name}) from decision_group where open > 0 and ${name} > found.value)
      from found where found.value is not null
    )
    select value from found where value is not null limit ${most}`.execute(read);
  return rows.map(({ value }) => value);
}

async function valuesIn(column: string, reach: readonly number[], { read }: Database): Promise<string[]> {
  const name = sql.ref(`decision_group.${column}`);
  const { rows } = await sql<{ value: string }>`
    select distinct ${name} as value
    from open_in_group join decision_group on decision_group.id = open_in_group.decision_group_id
    where open_in_group.open > 0 and open_in_group.project_group_id in (${sql.join([...reach, 0])})
      and ${name} is not null
    order by value limit ${most}`.execute(read);
  return rows.map(({ value }) => value);
}
