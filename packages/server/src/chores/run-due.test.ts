import { expect, test } from 'vitest';
import { startServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { runDue } from './run-due.ts';

describeStores('chores', (open) => {
  test('one of all workers does a chore, when it is due, and a failure stops nothing', async () => {
    const server = await startServer((await open()).database);
    const done: string[] = [];
    const chore = (name: string, everyMs: number) => ({
      name,
      everyMs,
      run: async () => {
        done.push(name);
        if (name === 'broken') throw new Error('broken');
      },
    });
    const ofOthers = { ...chore('of others', 60_000), isFor: () => false };
    const chores = [ofOthers, chore('broken', 60_000), chore('often', 60_000), chore('seldom', 600_000)];
    await Promise.all([runDue(chores, server.means), runDue(chores, server.means)]);
    expect(done.toSorted()).toEqual(['broken', 'often', 'seldom']);
    server.clock.turn(60_000);
    await runDue(chores, server.means);
    expect(done.slice(3)).toEqual(['broken', 'often']);
    // The clock is set back.
    server.clock.turn(-3_600_000);
    await runDue(chores, server.means);
    expect(done.slice(5)).toEqual(['broken', 'often', 'seldom']);
    expect(server.failures).toEqual([1, 2, 3].map(() => new Error('broken')));
    await server.close();
  });
});
