import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** The condition that a column holds what somebody searches for, whatever the case; signs stand for themselves. */
export function holding(column: string, search: string): RawBuilder<SqlBool> {
  const pattern = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
