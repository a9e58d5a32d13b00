import { firstName } from './access/admin-link.ts';
import { invite } from './access/invitations.ts';
import { defaultGroup } from './api/reports/group-for.ts';
import type { Clock } from './clock.ts';
import type { Database } from './store/database.ts';

/** Makes what every store has from the beginning; answers the code that lets the first person in, where this is the beginning. */
export function begin(database: Database, clock: Clock): Promise<string | null> {
  return database.write(async (writing) => {
    const row = await writing
      .insertInto('projectGroup')
      .values({ uid: clock.id(), name: defaultGroup, createdAt: clock.now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) return null;
    const admin = { name: firstName, grants: [{ role: 'admin', groupId: null }] } as const;
    return (await invite(writing, admin, { createdBy: 'the first start', isLocal: true }, clock)).code;
  });
}
