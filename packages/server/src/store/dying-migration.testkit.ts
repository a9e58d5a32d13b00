import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';

// A process that is killed amid a migration: after its first table was made, and before it is done.
const [, , where = ''] = process.argv;
const database = await openDatabase(where);
await migrate(database, {
  ...migrations(database.dialect),
  '9998-whole': {
    up: async (db) => {
      await db.schema.createTable('whole').addColumn('id', 'integer').execute();
    },
  },
  '9999-dying': {
    up: async (db) => {
      await db.schema.createTable('half').addColumn('id', 'integer').execute();
      process.kill(process.pid, 'SIGKILL');
      // It waits for its end.
      await new Promise(() => undefined);
    },
  },
});
