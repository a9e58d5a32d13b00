import type Sqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

// A statement of a thousand rows takes some fifty times its text: kept are the last used, of so many characters together.
const mostCharacters = 262_144;

/**
 * A connection that keeps the statements which were used last. Preparing one takes as long as running it, and SQLite gives back
 * the memory of one only when the garbage collector comes by, which knows nothing of that memory.
 */
export function keptStatements(connection: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, Sqlite.Statement<unknown[]>>();
  let characters = 0;
  const keep = (sql: string, statement: Sqlite.Statement<unknown[]>) => {
    kept.set(sql, statement);
    characters += sql.length;
    for (const oldest of kept.keys()) {
      if (characters <= mostCharacters) return;
      kept.delete(oldest);
      characters -= oldest.length;
    }
  };
  return {
    prepare: (sql) => {
      const known = kept.get(sql);
      // The last used is the last of the map.
      if (known) {
        kept.delete(sql);
        characters -= sql.length;
      }
      const statement = known ?? connection.prepare<unknown[]>(sql);
      keep(sql, statement);
      return statement as ReturnType<SqliteDatabase['prepare']>;
    },
    close: () => {
      kept.clear();
      connection.close();
    },
  };
}
