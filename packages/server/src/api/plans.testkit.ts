import { CompiledQuery, sql } from 'kysely';
import type { Database } from '../store/database.ts';

// They are small however many projects there are.
const small = new Set(['chore', 'project_group', 'user', 'user_role', 'token', 'invitation', 'signing_key']);

// What takes longer the more there is, and has to.
const excused = [
  // Reviewers of some project groups: what waits is summed up over these, and sorted; as much as waits there.
  /"open_in_group"/,
  // Of the 10,000 that are looked at.
  /count\(distinct "project_id"\).* from \(select .* limit \S+\)/,
  /^select count\(\*\).* from \(select .* limit \S+\) as "some"$/,
  /from \(select .* limit \S+\) as "part"\) as "looked"/,
  // A page of each project group, from which one page is taken.
  /as "latest" on "latest"\."id" = "project_change"\."id"/,
  // As many questions as there are about one licence, or about components whose names begin alike.
  /decision_group\.(?:license_id|component_id) in \(\s*select/,
  // What ends within the days that were asked for.
  /"decision"\."expires_at" <= \S+ and/,
  // What stands in a page of decisions, put in order; as many as were made about one component.
  /order by "some"\."project_id"$/,
];

/** What a query does that takes longer the more there is: reads a whole table, or sorts. */
export async function excesses(query: CompiledQuery, database: Database): Promise<readonly string[]> {
  const tables = [...query.sql.matchAll(/(?:from|join) "(?<table>\w+)"/g)].map(({ groups }) => groups?.table);
  if (tables.every((table) => table !== undefined && small.has(table))) return [];
  if (excused.some((pattern) => pattern.test(query.sql))) return [];
  return database.dialect === 'sqlite' ? ofSqlite(query, database) : ofPostgres(query, database);
}

async function ofSqlite({ sql: text, parameters }: CompiledQuery, { read }: Database) {
  const { rows } = await read.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
  );
  return rows
    .map(({ detail }) => detail)
    .filter((detail, index) => {
      if (/TEMP B-TREE|AUTOMATIC/.test(detail)) return true;
      const table = /^SCAN (?:TABLE )?(?<table>\w+)/.exec(detail)?.groups?.table;
      if (table === undefined || small.has(table) || isDerived(table, text)) return false;
      // What goes through a list in its order, and ends with the page, may.
      return index > 0 || !/ limit \S+$/.test(text);
    });
}

/** Whether a name stands for a query within the query. */
function isDerived(name: string, text: string): boolean {
  return name === 'CONSTANT' || new RegExp(`(?:\\) as "${name}"|"${name}" as \\()`).test(text);
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

async function ofPostgres({ sql: text, parameters }: CompiledQuery, { write }: Database) {
  const rows = await write(async (writing) => {
    // Small tables would be read whole; what is done although it is forbidden has no index.
    for (const way of ['seqscan', 'sort', 'bitmapscan', 'hashjoin', 'mergejoin', 'hashagg'])
      await sql.raw(`set local enable_${way} = off`).execute(writing);
    const explained = await writing.executeQuery<{ queryPlan: readonly [{ Plan: Node }] }>(
      CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]),
    );
    return explained.rows;
  });
  return rows.flatMap((row) => Object.values(row).flat()).flatMap(({ Plan }) => [...excessesOf(Plan)]);
}

function* excessesOf(node: Node): Generator<string> {
  const { 'Node Type': type, 'Relation Name': table, Plans = [] } = node;
  if (type === 'Sort') yield 'Sort';
  if (type === 'Seq Scan' && table !== undefined && !small.has(table)) yield `Seq Scan ${table}`;
  for (const plan of Plans) yield* excessesOf(plan);
}
