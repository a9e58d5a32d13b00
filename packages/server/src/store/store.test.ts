import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { describeStores } from './stores.testkit.ts';

describeStores('A database', (open) => {
  test('is brought up to date once', async () => {
    const { database } = await open();
    expect(await migrate(database)).toEqual([]);
    await database.close();
  });

  test('sorts texts by their bytes, and answers numbers', async () => {
    const { database } = await open();
    await database.write(async (writing) => {
      const names = ['b', 'B', 'a', 'ä', 'Z', '_'];
      await writing
        .insertInto('projectGroup')
        .values(names.map((name) => ({ uid: name, name, createdAt: 1_800_000_000_000 })))
        .execute();
    });
    const rows = await database.read.selectFrom('projectGroup').orderBy('name').selectAll().execute();
    expect(rows.map(({ name }) => name)).toEqual(['B', 'Z', '_', 'a', 'b', 'ä']);
    expect(rows[0]).toEqual({ id: 2, uid: 'B', name: 'B', createdAt: 1_800_000_000_000 });
    await database.close();
  });

  test('keeps the values of many rows as those of one, and finds them by lists', async () => {
    const { database } = await open();
    const details = [
      '',
      'null',
      'NULL',
      '{a,b}',
      '"q"',
      "it's",
      'a\\b',
      'line\nline',
      'ä 🎈',
      '$1',
      '1e3',
      ' x ',
    ];
    const rows = details.map((detail, index) => ({ hash: detail, detail: `${detail}${index}` }));
    const places = details.map((uid, index) => ({ uid, name: uid, createdAt: 2 ** 40 + index }));
    await database.write(async (writing) => {
      await writing.insertInto('evidence').values(rows).execute();
      await writing.insertInto('projectGroup').values(places).execute();
    });
    const kept = await database.read
      .selectFrom('evidence')
      .where('hash', 'in', details)
      .orderBy('id')
      .select(['hash', 'detail'])
      .execute();
    expect(kept).toEqual(rows);
    await database.write(async (writing) => {
      for (const subjects of [
        [null, 'null'],
        ['whole', 'half \ud800'],
      ]) {
        const people = subjects.map((subject) => ({
          uid: JSON.stringify(subject),
          name: '',
          createdAt: 0,
          subject,
        }));
        await writing.insertInto('user').values(people).execute();
      }
    });
    const people = await database.read.selectFrom('user').orderBy('id').select('subject').execute();
    expect(people.map(({ subject }) => subject)).toEqual([
      null,
      'null',
      'whole',
      expect.stringContaining('half '),
    ]);
    const groups = database.read
      .selectFrom('projectGroup')
      .orderBy('id')
      .select(['uid', 'name', 'createdAt']);
    expect(await groups.where('createdAt', 'in', [2 ** 40 + 3, 2 ** 40 + 5]).execute()).toEqual([
      places[3],
      places[5],
    ]);
    expect(await groups.where('uid', 'not in', details.slice(1)).execute()).toEqual([places[0]]);
    await database.close();
  });

  test('keeps nothing of a transaction that fails', async () => {
    const { database } = await open();
    const failing = database.write(async (writing) => {
      await writing.insertInto('projectGroup').values({ uid: 'a', name: 'a', createdAt: 0 }).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.read.selectFrom('projectGroup').selectAll().execute()).toEqual([]);
    await database.close();
  });

  test('writes of several processes wait for one another', async () => {
    const { database, where } = await open();
    const other = await openDatabase(where);
    await database.write((writing) =>
      writing.insertInto('projectGroup').values({ uid: '0', name: '0', createdAt: 0 }).execute(),
    );
    const count = ({ write }: typeof other) =>
      write(async (writing) => {
        const { createdAt } = await writing
          .selectFrom('projectGroup')
          .select('createdAt')
          .$if(database.dialect === 'postgres', (query) => query.forUpdate())
          .executeTakeFirstOrThrow();
        await writing
          .updateTable('projectGroup')
          .set({ createdAt: createdAt + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => count(index % 2 ? database : other)));
    const { createdAt } = await other.read
      .selectFrom('projectGroup')
      .select('createdAt')
      .executeTakeFirstOrThrow();
    expect(createdAt).toBe(20);
    await Promise.all([database.close(), other.close()]);
  });
});
