import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import { invite, newLink } from './invitations.ts';
import { setGrants } from './user-roles.ts';

/** The name of whoever is let in by the first start. */
export const firstName = 'admin';

/** Makes a link for the administrator of the first start, who is let in again, for whom no other way is left. */
export function linkForAdmin(database: Database, clock: Clock): Promise<string> {
  const terms = { createdBy: 'whoever starts the server', isLocal: true };
  const grants = [{ role: 'admin', groupId: null }] as const;
  return database.write(async (writing) => {
    const known = await writing
      .selectFrom('user')
      .where('name', '=', firstName)
      .select(['id', 'uid'])
      .executeTakeFirst();
    const by = { name: terms.createdBy, via: 'server' } as const;
    const log = { now: clock.now, dialect: database.dialect };
    if (!known) {
      const { userUid, code } = await invite(writing, { name: firstName, grants }, terms, clock);
      await append(writing, [{ by, action: 'user.invited', subject: userUid, detail: {} }], log);
      return code;
    }
    await writing.updateTable('user').set({ disabledAt: null }).where('id', '=', known.id).execute();
    await setGrants(writing, known.id, grants);
    await append(writing, [{ by, action: 'user.link-made', subject: known.uid, detail: {} }], log);
    return newLink(writing, known.id, terms, clock);
  });
}
