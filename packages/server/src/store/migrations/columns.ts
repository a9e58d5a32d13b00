import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/**
 * A column's form: `text?` may be null, `count` begins at 0, `unique` is a text that only one row has, and a table's
 * name is the id of one of its rows.
 */
type Form = string;

/** Makes the function that makes tables, each from its columns and their forms. */
export function tables(db: Kysely<unknown>, dialect: Dialect) {
  return async (name: string, columns: Readonly<Record<string, Form>>): Promise<void> => {
    let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const [column, form] of Object.entries(columns))
      builder = withColumn(builder, column, form, dialect);
    await builder.execute();
  };
}

function withColumn(
  builder: CreateTableBuilder<string, string>,
  column: string,
  form: Form,
  dialect: Dialect,
): CreateTableBuilder<string, string> {
  const isNullable = form.endsWith('?');
  const is = isNullable ? form.slice(0, -1) : form;
  const number = dialect === 'sqlite' ? 'integer' : 'bigint';
  // The order of texts is that of their bytes, in both.
  const text = dialect === 'sqlite' ? sql`text` : sql`text collate "C"`;
  if (is === 'identity')
    return dialect === 'sqlite'
      ? builder.addColumn(column, 'integer', (at) => at.primaryKey().autoIncrement())
      : builder.addColumn(column, 'bigint', (at) => at.primaryKey().generatedByDefaultAsIdentity());
  if (is === 'unique') return builder.addColumn(column, text, (at) => at.notNull().unique());
  if (is === 'count') return builder.addColumn(column, number, (at) => at.notNull().defaultTo(0));
  if (is === 'text') return builder.addColumn(column, text, (at) => (isNullable ? at : at.notNull()));
  if (is === 'integer') return builder.addColumn(column, number, (at) => (isNullable ? at : at.notNull()));
  return builder.addColumn(column, number, (at) => (isNullable ? at : at.notNull()).references(`${is}.id`));
}
